// QuenchNeighbors
