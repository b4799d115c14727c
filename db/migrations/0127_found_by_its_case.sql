-- Everything a case is found by, read from the case: for `verify`, for holds and for requests about own data, which till now
-- went through every locator there is.
create index case_locator_of_case on case_locator (tenant, stream);
