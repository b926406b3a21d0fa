using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Analysis.Tests;

public sealed class RunFilterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IReadOnlyList<RunFacts> _runs;

    public RunFilterTests()
    {
        new WrittenRun { Task = "copy", Final = 0.05, Seed = 1, Rate = "0.001" }.At(_folder / "a");
        new WrittenRun { Task = "copy", Final = 3, Seed = 2, Rate = "1.0e-02", Slots = 128 }.At(_folder / "b");
        new WrittenRun { Task = "repeat-copy", Machine = "dnc", Final = 0.05, Seed = 3 }.At(_folder / "c");
        new WrittenRun { Task = "copy", State = RunState.Running, Seed = 4, Curve = [90, 8] }.At(_folder / "d");
        new RunNotes(_folder / "a").WriteTags(["good", "first"]);
        new RunNotes(_folder / "b").WriteNote("the rate is too high");
        _runs = RunCollection.Open(_folder.Path).Runs;
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("task = copy and bits_per_sequence < 0.1", "a")]
    [InlineData("task = COPY", "abd")]
    [InlineData("task == copy", "abd")]
    [InlineData("task != copy", "c")]
    [InlineData("task ~ copy", "abcd")]
    [InlineData("task !~ repeat", "abd")]
    [InlineData("task = copy or task = repeat-copy and bits_per_sequence > 1", "abd")]
    [InlineData("(task = copy or task = repeat-copy) and bits_per_sequence > 1", "bd")]
    [InlineData("not task = copy", "c")]
    [InlineData("not not task = copy", "abd")]
    [InlineData("NOT (task = copy AND seed <= 2)", "cd")]
    [InlineData("bits_per_sequence = 8", "d")]
    [InlineData("state = killed", "d")]
    [InlineData("seed >= 3", "cd")]
    [InlineData("seed=3", "c")]
    [InlineData("tag = good", "a")]
    [InlineData("tag != good", "bcd")]
    [InlineData("tag ~ fir", "a")]
    [InlineData("note ~ 'too high'", "b")]
    [InlineData("note ~ \"too high\"", "b")]
    [InlineData("rate = 0.01", "b")]
    [InlineData("rate = 1e-2", "b")]
    [InlineData("training.optimizer.rate < 0.005", "acd")]
    [InlineData("slots > 100", "b")]
    [InlineData("machine.kind = dnc", "c")]
    [InlineData("machine = dnc", "c")]
    [InlineData("step >= 1000 and seconds < 11 and sequences = 2000", "abcd")]
    [InlineData("parameters > 0", "")]
    [InlineData("parameters != 7", "abcd")]
    [InlineData("path ~ '/a'", "a")]
    [InlineData("name = ntm-copy", "abcd")]
    [InlineData("stop = null", "")]
    public void Runs_are_chosen(string filter, string chosen) => Assert.Equal(chosen,
        string.Concat(RunFilter.Choose(filter, _runs).Select(run => Path.GetFileName(run.Path))));

    [Theory]
    [InlineData("", 1, "expected a name such as task or bits_per_sequence, found the end")]
    [InlineData("task", 5, "expected =, !=, <, <=, >, >=, ~ or !~ after 'task', found the end")]
    [InlineData("task copy", 6, "expected =, !=, <, <=, >, >=, ~ or !~ after 'task', found 'copy'")]
    [InlineData("task =", 7, "expected a value after '=', found the end")]
    [InlineData("task = copy seed = 1", 13, "expected 'and', 'or' or the end, found 'seed'")]
    [InlineData("task = copy and", 16, "expected a name such as task or bits_per_sequence, found the end")]
    [InlineData("(task = copy", 1, "this parenthesis is not closed")]
    [InlineData("(task = copy seed", 14, "expected ')', found 'seed'")]
    [InlineData("task = copy)", 12, "expected 'and', 'or' or the end, found ')'")]
    [InlineData("task = 'copy", 8, "the quote ' is not closed")]
    [InlineData("task ! copy", 6, "'!' alone is no comparison; write != or not")]
    [InlineData("tusk = copy", 1, "no run has 'tusk'; did you mean 'task'?")]
    [InlineData("task = copy and bits_per_sequenc < 1", 17, "no run has 'bits_per_sequenc'; did you mean 'bits_per_sequence'?")]
    [InlineData("rat < 1", 1, "no run has 'rat'; did you mean 'rate'?")]
    [InlineData("training.optimiser.rate < 1", 1, "no run has 'training.optimiser.rate'; did you mean 'training.optimizer.rate'?")]
    [InlineData("kind = ntm", 1, "'kind' can be machine.kind or training.optimizer.kind; say which")]
    [InlineData("seed < many", 8, "expected a number after '<', found 'many'")]
    [InlineData("task < 3", 6, "'task' is a text; compare it by =, !=, ~ or !~")]
    public void Nonsense_is_told_with_its_column(string filter, int column, string message)
    {
        Diagnostic problem = Assert.Single(
            Assert.Throws<InvalidInputException>(() => RunFilter.Choose(filter, _runs)).Diagnostics);
        Assert.Equal(("--where", 1, column, message), (problem.Mark.File, problem.Mark.Line, problem.Mark.Column, problem.Message));
    }

    [Fact]
    public void What_is_far_from_all_names_is_answered_with_what_there_is() => Assert.Contains(
        "(known: task, machine, state, name, path, tag, note, seed, step, sequences, seconds, speed, parameters, updated, "
        + "bits_per_sequence, bit_errors_per_sequence, and every key of their configs)",
        Assert.Throws<InvalidInputException>(() => RunFilter.Choose("qqqqqqqq = 1", _runs)).Diagnostics[0].Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("seed", "abcd")]
    [InlineData("-seed", "dcba")]
    [InlineData("task,-bits_per_sequence", "dbac")]
    [InlineData("slots, -seed", "dcab")]
    [InlineData("note", "bacd")]
    [InlineData("-rate,seed", "bacd")]
    public void Runs_are_sorted(string keys, string order) =>
        Assert.Equal(order, string.Concat(RunOrder.Sort(keys, _runs).Select(run => Path.GetFileName(run.Path))));

    [Theory]
    [InlineData("seed,", 6, "expected a name, such as task or -bits_per_sequence")]
    [InlineData("seed,tusk", 6, "no run has 'tusk'; did you mean 'task'?")]
    public void An_order_by_nothing_is_told_with_its_column(string keys, int column, string message)
    {
        Diagnostic problem = Assert.Throws<InvalidInputException>(() => RunOrder.Sort(keys, _runs)).Diagnostics[0];
        Assert.Equal(("--sort", column, message), (problem.Mark.File, problem.Mark.Column, problem.Message));
    }
}
