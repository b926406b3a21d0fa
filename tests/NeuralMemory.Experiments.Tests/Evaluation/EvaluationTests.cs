using NeuralMemory.Results;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments.Tests;

public sealed class EvaluationTests : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void The_default_request_repeats_the_final_evaluation()
    {
        RunOutcome outcome = _lab.Start("run");
        EvaluationResult again = Assert.Single(_lab.Evaluate("run"));
        Assert.Equal(outcome.Evaluations[0].Scores, again.Scores);
        Assert.Equal((30L, 20, 8), (again.Step, again.Episodes, again.Slots));
    }

    [Fact]
    public void Settings_change_parameters_slots_and_episodes()
    {
        _lab.Start("run");
        EvaluationResult result = Assert.Single(_lab.Evaluate(
            "run", new() { Settings = ["length=6"], Slots = 32, Episodes = 10 }, new() { Step = 20, Threads = 2 }));
        Assert.Equal((20L, 10, 32), (result.Step, result.Episodes, result.Slots));
        Assert.Equal(10 * 6 * 3, result.Scores.Total.TargetBits);
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        Assert.Contains(run.Evaluations.Read(),
            document => document.Name == "eval_step=20_episodes=10_length=6_slots=32" && document.Episodes == 10);
    }

    [Fact]
    public void The_grid_of_the_config_is_measured_without_touching_the_results_of_training()
    {
        _lab.Start("run", "evaluation.grid.length=[2, 3]");
        string before = File.ReadAllText(_lab.In("run/evaluations/grid_length=2.json"));
        IReadOnlyList<EvaluationResult> results = _lab.Evaluate("run", new() { ConfigGrid = true }, new() { Step = 10 });
        Assert.Equal(["eval_step=10_length=2", "eval_step=10_length=3"], results.Select(result => result.Name));
        Assert.Equal(before, File.ReadAllText(_lab.In("run/evaluations/grid_length=2.json")));
    }

    [Theory]
    [InlineData("foo.bar=[1]", "'foo'")]
    [InlineData("training.batch=", "'training'")]
    [InlineData("length.x=[1]", "expected a number or a range")]
    [InlineData("length=[]", "expected a range")]
    [InlineData("slots=16777216", "16777216")]
    [InlineData("slots=[16777216]", "1048576")]
    public void A_grid_that_measures_nothing_is_refused(string axis, string expected)
    {
        _lab.Start("run");
        string error = Assert.Throws<InvalidInputException>(() => _lab.Evaluate("run", new() { Grid = [axis] })).Message;
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_grid_measures_every_combination()
    {
        _lab.Start("run");
        IReadOnlyList<EvaluationResult> results = _lab.Evaluate("run", new() { Grid = ["length=[2, 5]", "slots=[8, 12, 16]"] });
        Assert.Equal([(2, 8), (2, 12), (2, 16), (5, 8), (5, 12), (5, 16)],
            results.Select(result =>
                ((int)result.Parameters.Single(parameter => parameter.Key == "length").Value.Low, result.Slots!.Value)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(33)]
    public void Threads_change_no_bit(int episodes)
    {
        _lab.Start("run");
        TaskScores one = Measure(1), two = Measure(2), three = Measure(3);
        Assert.Equal(one, two);
        Assert.Equal(one, three);

        TaskScores Measure(int threads) =>
            _lab.Evaluate(
                "run", new() { Episodes = episodes, Settings = ["length=[1, 9]"] }, new() { Threads = threads })[0].Scores;
    }

    [Fact]
    public void The_documents_have_the_fields_that_scripts_read()
    {
        _lab.Start("run");
        string json = File.ReadAllText(_lab.In("run/evaluations/final.json"));
        Assert.All(
            ["bit_errors_per_sequence", "wrong_bits_percent", "bits_per_sequence", "sequence_errors", "\"length\": 4", "\"slots\": 8"],
            field => Assert.Contains(field, json));
    }

    [Theory]
    [InlineData("lenght=5", "--set lenght=5:1:1: the task 'copy' has no parameter 'lenght'; did you mean 'length'? (known: width, length)")]
    [InlineData("slots=0", "--set slots=0:1:7: expected an integer from 1 to 1048576, found the integer 0")]
    [InlineData("width=4",
        "--set width=4:1:1: this changes the channels of 'copy' from 4 inputs and 3 targets to 5 and 4; "
        + "what was trained cannot be evaluated with it")]
    public void A_wrong_setting_is_explained(string setting, string message)
    {
        _lab.Start("run");
        InvalidInputException refusal =
            Assert.Throws<InvalidInputException>(() => _lab.Evaluate("run", new() { Settings = [setting] }));
        Assert.Equal(message, Assert.Single(refusal.Diagnostics).ToString());
    }

    [Fact]
    public void Other_settings_have_other_documents_and_equal_ones_the_same()
    {
        _lab.Start("run");
        Assert.Equal("eval_step=30_length=1-3", Name(["length=[1, 3]"]));
        Assert.Equal("eval_step=30_length=13", Name(["length=13"]));
        Assert.Equal("eval_step=30_length=2_slots=16", Name(["length=5", "slots=16", "length=2"]));
        Assert.Equal("eval_step=30_slots=16_length=2", Name(["length=5", "slots=16"], "length=[2]"));
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        Assert.Equal(5, run.Evaluations.Read().Count);

        string Name(string[] settings, params string[] grid) =>
            Assert.Single(_lab.Evaluate("run", new() { Settings = settings, Grid = grid, Episodes = null })).Name;
    }

    [Theory]
    [InlineData("0.25", "rate=0.25")]
    [InlineData("1e-9", "rate=1E-09")]
    [InlineData("1e20", "rate=1E20")]
    [InlineData("[0.1, 0.9]", "rate=0.1-0.9")]
    public void A_number_that_is_not_whole_is_part_of_the_name(string value, string part) =>
        Assert.Equal(part, EvaluationName.Part("rate", YamlReader.Read("value", value, new Diagnostics())!));

    [Fact]
    public void A_long_name_is_cut_and_stays_its_own()
    {
        string common = "eval_step=30" + string.Concat(Enumerable.Range(0, 30).Select(i => $"_parameter{i}=5"));
        string first = EvaluationName.Shorten(common + "_length=5"), second = EvaluationName.Shorten(common + "_length=6");
        Assert.Equal((120, 120), (first.Length, second.Length));
        Assert.NotEqual(first, second);
        Assert.Equal(first, EvaluationName.Shorten(common + "_length=5"));
        Assert.Equal("short", EvaluationName.Shorten("short"));
    }

    [Fact]
    public void A_result_that_cannot_be_kept_is_given_all_the_same()
    {
        RunOutcome outcome = _lab.Start("run");
        Directory.Delete(_lab.In("run/evaluations"), recursive: true);
        // No folder can be made where a file is.
        File.WriteAllText(_lab.In("run/evaluations"), "");
        EvaluationResult result = Assert.Single(_lab.Evaluate("run"));
        Assert.Equal(outcome.Evaluations[0].Scores, result.Scores);
        Assert.Contains("evaluations", result.NotKept);
        Assert.Null(outcome.Evaluations[0].NotKept);
    }

    [Fact]
    public void A_long_evaluation_hears_that_it_should_stop()
    {
        _lab.Start("run");
        using CancellationTokenSource source = new(TimeSpan.FromMilliseconds(300));
        // Minutes of work, were it done.
        EvaluationRequest request = new() { Episodes = 1_000_000, Slots = 1024 };
        Task evaluation = Task.Run(() => _lab.Evaluate("run", request, token: source.Token));
        Assert.Throws<OperationCanceledException>(() => evaluation.WaitAsync(TimeSpan.FromSeconds(60)).GetAwaiter().GetResult());
        Assert.Single(Directory.GetFiles(_lab.In("run/evaluations")));
    }

    [Fact]
    public void A_machine_without_memory_has_no_slots()
    {
        _lab.Start("run", "machine={kind: lstm, units: 8}");
        InvalidInputException refusal = Assert.Throws<InvalidInputException>(() => _lab.Evaluate("run", new() { Slots = 4 }));
        Assert.Equal("--set slots=4:1:1: a machine of kind lstm has no memory, so 'slots' cannot be set", refusal.Message);
    }

    [Fact]
    public void A_checkpoint_that_is_not_there_is_answered_with_those_that_are()
    {
        _lab.Start("run");
        RunException refusal = Assert.Throws<RunException>(() => _lab.Evaluate("run", options: new() { Step = 11 }));
        Assert.Contains("there are 10, 20, 30", refusal.Message);
    }
}
