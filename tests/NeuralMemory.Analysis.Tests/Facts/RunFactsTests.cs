using NeuralMemory.Results;

namespace NeuralMemory.Analysis.Tests;

public sealed class RunFactsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_says_what_it_is()
    {
        RunFacts run = RunFacts.Read(new WrittenRun { Seed = 7 }.At(_folder / "run"));
        Assert.Equal(("ntm-copy", 7L, "copy", "ntm", "done"), (run.Name, run.Seed!.Value, run.Task!, run.Machine!, run.State));
        Assert.Equal((1000L, 2000L, 10.0, 1000L, 200.0),
            (run.Steps, run.Sequences, run.Seconds, run.TotalSteps!.Value, run.SequencesPerSecond!.Value));
        Assert.Equal("0.001", run.Config["training.optimizer.rate"]);
        Assert.Equal("a run, written: not trained", run.Config.TextAt("description"));
        Assert.True(run.HasTestEpisodes);
        Assert.Null(run.Parameters);
        Assert.Null(run.Problem);
    }

    [Fact]
    public void What_was_measured_is_read_when_it_is_asked_for()
    {
        RunFacts run = RunFacts.Read(new WrittenRun { Final = 0.25 }.At(_folder / "run"));
        Assert.Equal(0.25, run.Outcome("bits_per_sequence"));
        Assert.Equal(0.25, run.Latest("bits_per_sequence"));
        Assert.Equal(["grid_length=20", "grid_length=100"], run.Grid.Select(point => point.Name));
        Assert.Equal(new MeasuredPoint(100, 200, 1, 90), run.Curve("bits_per_sequence")[0]);
        Assert.Equal(91, run.Curve("bits_per_sequence", "train")[0].Value);
        Assert.Empty(run.Curve("loss"));
    }

    [Fact]
    public void A_run_that_diverged_is_worse_than_any_number_and_one_under_way_counts_for_nothing()
    {
        RunFacts diverged = RunFacts.Read(new WrittenRun { State = RunState.Diverged }.At(_folder / "a"));
        Assert.Equal(double.PositiveInfinity, diverged.Outcome("bits_per_sequence"));
        Assert.Equal(double.NegativeInfinity, diverged.Outcome("accuracy_percent.node"));
        RunFacts killed = RunFacts.Read(new WrittenRun { State = RunState.Running }.At(_folder / "b"));
        Assert.Equal("killed", killed.State);
        Assert.Null(killed.Outcome("bits_per_sequence"));
        Assert.Equal(0.5, killed.Latest("bits_per_sequence"));
    }

    [Theory]
    [InlineData("stop: null", "published: null", "bits_per_sequence")]
    [InlineData("stop: null", "published:\n  metric: accuracy_percent", "accuracy_percent")]
    [InlineData("stop:\n  metric: bit_errors_per_sequence", "published:\n  metric: accuracy_percent", "bit_errors_per_sequence")]
    public void The_metric_that_counts_is_that_of_the_stop_rule_else_the_published_one(string stop, string published, string metric) =>
        Assert.Equal(metric, RunFacts.Read(new WrittenRun { Stop = stop, Published = published }.At(_folder / "run")).DecisiveMetric);

    [Fact]
    public void A_run_of_an_older_version_has_no_test_episodes() =>
        Assert.False(RunFacts.Read(new WrittenRun { TestSeed = null }.At(_folder / "run")).HasTestEpisodes);

    [Fact]
    public void Parameters_are_counted_without_reading_them() =>
        Assert.Equal(7, RunFacts.Read(new WrittenRun { HasCheckpoint = true }.At(_folder / "run")).Parameters);

    [Fact]
    public void Notes_and_tags_are_files()
    {
        string path = new WrittenRun().At(_folder / "run");
        RunNotes notes = new(path);
        notes.WriteNote("  looked odd ");
        notes.WriteTags(["good", "bad", "good"]);
        RunFacts run = RunFacts.Read(path);
        Assert.Equal("looked odd", run.Note);
        Assert.Equal(["bad", "good"], run.Tags);
        notes.WriteNote("");
        notes.WriteTags([]);
        Assert.False(File.Exists(notes.NotePath) || File.Exists(notes.TagsPath));
    }
}
