// QuenchTrajectories
