// QuenchBuild
