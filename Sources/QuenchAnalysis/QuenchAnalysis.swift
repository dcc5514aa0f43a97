// QuenchAnalysis
