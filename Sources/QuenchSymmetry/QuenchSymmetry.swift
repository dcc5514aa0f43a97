// QuenchSymmetry
