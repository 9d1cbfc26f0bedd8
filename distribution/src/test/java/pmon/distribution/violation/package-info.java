/** Small classes that break one rule of the house each, to show that the rules find them. */
package pmon.distribution.violation;
