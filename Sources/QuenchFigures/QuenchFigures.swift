// QuenchFigures
