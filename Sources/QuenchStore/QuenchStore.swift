// QuenchStore
