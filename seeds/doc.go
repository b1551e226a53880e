// Package seeds reads seed files and draws invented data. It knows nodes, positions, labels and draws, never a row:
// a provider describes its section by Go types with `seed` tags and gets them filled, and every fault of a file is
// reported with line and column, all of them at once.
//
// It is the one package that imports the YAML library; settings files are read with it too.
package seeds
