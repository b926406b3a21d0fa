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

function time_of(value) { return value == never ? "not solved" : grouped(value) }

# The median over the seeds and, of several, from the least to the greatest.
function with_range(what, cell,    middle, n) {
    n = seeds[cell]
    middle = sprintf("%.2f", median_of(what, cell))
    return n == 1 || sorted[1] == sorted[n] ? middle : middle sprintf(" (%.2f to %.2f)", sorted[1], sorted[n])
}

# 2 of 3; 1 interrupted
function solved_of(cell,    text) {
    text = (solves[cell] + 0) " of " seeds[cell]
    return cell in stops ? text "; " stops[cell] " interrupted" : text
}

# What is right at the size of training and at the longest, and how many seeds solved the task.
function summary_of(cell) {
    if (!(cell in seeds)) return "not run"
    return sprintf("%.2f, %.2f; %d of %d", median_of(right, cell), median_of(longest, cell), solves[cell], seeds[cell])
}

function header(first, columns, n,    i, names, rule) {
    names = first; rule = first
    gsub(/[^|]+/, "---", rule)
    for (i = 1; i <= n; i++) { names = names " " columns[i] " |"; rule = rule "--:|" }
    print names "\n" rule
}

END {
    n = split(tasks, task, " "); m = split(machines, machine, " ")
    print "\n### All tasks\n"
    print "At the best rate of each: what is right in percent, the median over the seeds, at the size of training and at the longest; and how" \
        " many\nseeds of those that ran solved the task.\n"
    header("| machine |", task, n)
    for (k = 1; k <= m; k++) {
        line = "| " machine[k] " |"
        for (t = 1; t <= n; t++) line = line " " summary_of(machine[k] "," task[t] "," best_rate(machine[k], task[t])) " |"
        print line
    }
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
    print "The same at every rate.\n"
    header("| task | machine |", rate, rates)
    for (t = 1; t <= n; t++)
        for (k = 1; k <= m; k++) {
            if (best_rate(machine[k], task[t]) == "") continue
            line = "| " task[t] " | " machine[k] " |"
            for (r = 1; r <= rates; r++) line = line " " summary_of(machine[k] "," task[t] "," rate[r]) " |"
            print line
        }
    print "\nMachines and tasks that are not in this table have not been run."
}
