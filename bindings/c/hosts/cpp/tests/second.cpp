// A second file that includes the header: everything in it must be inline.

#include <funnelmath.hpp>

double from_the_second_file();

double from_the_second_file() { return funnelmath::overall({0.65, 0.40}); }
