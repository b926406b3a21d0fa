namespace NeuralMemory.Tasks.Tests;

/// <summary>What holds of every task that is shipped; what each of them is, the tests in Published say.</summary>
public sealed class ShippedTasksTests
{
    public static TheoryData<string> Names => [.. Repository.Tasks];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_task_is_sound_and_says_where_it_comes_from(string name)
    {
        TaskDefinition task = Repository.Task(name);
        Assert.Equal(name, task.Name);
        Assert.NotNull(task.Source);
        Assert.NotNull(task.Description);
        Assert.EndsWith(".", task.Description, StringComparison.Ordinal);
        Validation found = TaskValidator.Check(task);
        Assert.Empty(found.Problems);
        // One is published with a defect, and shipped as it was published.
        Assert.Equal(name == "two-way-key-value-csordas" ? ["ambiguous-answer"] : [],
            found.Acknowledged.Select(each => each.Split(':')[0]));
    }

    [Fact]
    public void All_tasks_of_the_literature_are_there() =>
        Assert.Equal(
            [
                "adding", "arithmetic", "arithmetic-brackets", "associative-recall", "associative-recall-pairs",
                "associative-retrieval-remember", "associative-retrieval-rewrite", "binary-addition", "binary-multiplication",
                "bucket-sort", "compositional-mqar", "compression", "compute-sqrt", "copy", "copy-and-associative-recall",
                "copy-and-priority-sort", "copy-and-repeat-copy", "copy-repeat-recall-sort", "cycle-navigation", "duplicate-string",
                "dynamic-n-grams", "even-pairs", "family-inference", "forgetting-mqar", "fuzzy-in-context-recall", "graph-traversal",
                "in-context-recall", "induction-heads", "key-value", "letters-copy", "letters-copy-packed", "letters-lookup-prefix",
                "letters-lookup-suffix", "long-copy", "melody-contour", "memorization", "missing-duplicate",
                "modular-arithmetic-brackets", "modular-arithmetic-simple", "mqar", "multi-copy", "noisy-in-context-recall",
                "odds-first", "parity", "parity-check", "phrases", "priority-sort", "recognize-arithmetic", "recognize-binary-addition",
                "recognize-binary-multiplication", "recognize-bucket-sort", "recognize-compute-sqrt", "recognize-cycle-navigation",
                "recognize-dyck", "recognize-even-pairs", "recognize-first", "recognize-majority", "recognize-marked-copy",
                "recognize-marked-reversal", "recognize-missing-duplicate", "recognize-odds-first", "recognize-parity",
                "recognize-repeat-01", "recognize-stack-manipulation", "recognize-unmarked-reversal", "repeat-copy",
                "repeat-copy-binary", "repeat-copy-dnc", "repeat-copy-unary", "reverse-string", "seen-and-heard", "selective-copying",
                "shortest-path", "solve-equation", "stack-manipulation", "stacked-mqar", "stripe-orientation", "two-way-key-value",
                "two-way-key-value-csordas",
            ],
            Repository.Tasks);
}
