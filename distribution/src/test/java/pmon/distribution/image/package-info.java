/** The image as it was assembled: its launchers and its files. */
package pmon.distribution.image;
