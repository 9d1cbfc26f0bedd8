/** The rules of the house and the tests that hold the code to them. */
package pmon.distribution.house;
