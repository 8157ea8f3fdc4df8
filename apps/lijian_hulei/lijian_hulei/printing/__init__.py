"""What every print has, whichever format and whichever way: letter head, mark of who and when, the right to print."""
