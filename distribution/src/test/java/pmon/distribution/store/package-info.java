/** What all stores of this house do together. */
package pmon.distribution.store;
