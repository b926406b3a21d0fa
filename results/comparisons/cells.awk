# Reads runs.csv; shared by the table and the pictures. A cell is a machine on a task at a rate, "machine,task,rate"; its seeds are in the
# order of the file. `right[cell, i]`, `longest[cell, i]`, `seconds[cell, i]` and `sequences[cell, i]` are what its i-th seed came to, and
# `solved[cell, i]` is 1 where the config's stop rule ended training; `solves` and `stops` count those that solved the task, and those that
# were interrupted.
BEGIN { FS = ","; rates = split("3e-4 1e-3 3e-3", rate, " "); never = 1e300 }

FILENAME ~ /runs\.csv$/ && FNR > 1 {
    cell = $1 "," $2 "," $3
    i = ++seeds[cell]
    seed[cell, i] = $4
    sequences[cell, i] = $7; seconds[cell, i] = $8
    right[cell, i] = $9; longest[cell, i] = $10
    solved[cell, i] = $6 == "done" && $11 ~ /consecutive evaluations/
    solves[cell] += solved[cell, i]
    if ($6 == "interrupted") stops[cell]++
}

# What a seed took to solve the task; one that did not counts as if it never would.
function until_solved(what, cell, i) { return solved[cell, i] ? what[cell, i] : never }

# The i-th smallest of n numbers of the array `sorted`, which it sorts.
function sort(n,    i, j, value) {
    for (i = 2; i <= n; i++) {
        value = sorted[i]
        for (j = i - 1; j >= 1 && sorted[j] > value; j--) sorted[j + 1] = sorted[j]
        sorted[j + 1] = value
    }
}

# The median of the n numbers in `sorted`; where one of the two in the middle is never, that is what it is.
function median(n) {
    sort(n)
    if (n % 2 == 1) return sorted[(n + 1) / 2]
    return sorted[n / 2 + 1] == never ? never : (sorted[n / 2] + sorted[n / 2 + 1]) / 2
}

function median_of(what, cell,    i) {
    for (i = 1; i <= seeds[cell]; i++) sorted[i] = what[cell, i] + 0
    return median(seeds[cell])
}

function median_until_solved(what, cell,    i) {
    for (i = 1; i <= seeds[cell]; i++) sorted[i] = until_solved(what, cell, i) + 0
    return median(seeds[cell])
}

# The rate of the best median accuracy at the size of training; of equal ones that which solves first, and then the smallest. Empty where
# nothing was run. The longest size has no part in the choice.
function best_rate(machine, task,    r, cell, accuracy, time, best, best_accuracy, best_time) {
    best = ""
    for (r = 1; r <= rates; r++) {
        cell = machine "," task "," rate[r]
        if (!(cell in seeds)) continue
        accuracy = median_of(right, cell)
        time = median_until_solved(sequences, cell)
        if (best == "" || accuracy > best_accuracy || (accuracy == best_accuracy && time < best_time)) {
            best = rate[r]; best_accuracy = accuracy; best_time = time
        }
    }
    return best
}
