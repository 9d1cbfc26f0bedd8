/** Holds the documents against the image: their examples are run, their links followed. */
package pmon.distribution.docs;
