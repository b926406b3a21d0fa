# With cells.awk, of sizes.csv and runs.csv: the tables of the page, in the order of `tasks` and `machines`.
FILENAME ~ /sizes\.csv$/ && FNR > 1 {
    parameters[$1, $2] = $3
    state[$1, $2] = $4 == "" ? "reads all at once" : $5 == 0 ? grouped($4) : grouped($4) " after " $6 " steps"
}

# 13,000.
function grouped(number,    text, result) {
    text = sprintf("%.0f", number)
    while (length(text) > 3) {
        result = "," substr(text, length(text) - 2) result
        text = substr(text, 1, length(text) - 3)
    }
    return text result
}

function time_of(value) { return value == never ? "never" : grouped(value) }

# The median over the seeds and, of several, from the least to the greatest.
function with_range(what, cell,    middle, n) {
    n = seeds[cell]
    middle = sprintf("%.2f", median_of(what, cell))
    return n == 1 || sorted[1] == sorted[n] ? middle : middle sprintf(" (%.2f to %.2f)", sorted[1], sorted[n])
}

function solved_of(cell) {
    return (solves[cell] + 0) " of " seeds[cell] (seeds[cell] >= 3 ? "" : seeds[cell] == 1 ? " (one seed)" : " (two seeds)")
}

function rate_cell(cell) {
    return sprintf("%.2f, %.2f; %d of %d", median_of(right, cell), median_of(longest, cell), solves[cell], seeds[cell])
}

END {
    n = split(tasks, task, " "); m = split(machines, machine, " ")
    for (t = 1; t <= n; t++) {
        print "\n### " task[t] "\n"
        print "| machine | parameters | state | best rate | solved | sequences to solve | processor seconds to solve |" \
            " right %, size of training | right %, longest |"
        print "|---|--:|--:|--:|--:|--:|--:|--:|--:|"
        for (k = 1; k <= m; k++) {
            best = best_rate(machine[k], task[t])
            cell = machine[k] "," task[t] "," best
            line = "| " machine[k] " | " grouped(parameters[machine[k], task[t]]) " | " state[machine[k], task[t]] " | "
            if (best == "") print line "not run | | | | | |"
            else print line best " | " solved_of(cell) " | " time_of(median_until_solved(sequences, cell)) " | " \
                time_of(median_until_solved(seconds, cell)) " | " with_range(right, cell) " | " with_range(longest, cell) " |"
        }
    }
    print "\n### All rates\n"
    print "Right in percent, the median over the seeds, at the size of training and at the longest; and how many seeds solved the task.\n"
    heads = "| task | machine |"; rule = "|---|---|"
    for (r = 1; r <= rates; r++) { heads = heads " " rate[r] " |"; rule = rule "--:|" }
    print heads "\n" rule
    for (t = 1; t <= n; t++)
        for (k = 1; k <= m; k++) {
            line = ""; run = 0
            for (r = 1; r <= rates; r++) {
                cell = machine[k] "," task[t] "," rate[r]
                run += cell in seeds
                line = line " " (cell in seeds ? rate_cell(cell) : "not run") " |"
            }
            if (run > 0) print "| " task[t] " | " machine[k] " |" line
        }
    print "\nMachines and tasks that are not in this table have not been run."
}
