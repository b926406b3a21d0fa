using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments.Tests;

/// <summary>Measuring with clamps.</summary>
public sealed class ClampedEvaluationTests : IDisposable
{
    private static readonly ClampPoke Still = new("heads/gates", null, 0);

    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void What_is_measured_with_clamps_says_so_and_is_not_kept()
    {
        using TrainedMachine machine = Trained();
        int kept = KeptOf(machine);
        EvaluationResult clamped = Assert.Single(machine.Evaluate(new() { Clamps = [Still], Settings = ["length=4"] }));
        Assert.Equal(kept, KeptOf(machine));
        Assert.Null(clamped.NotKept);
        Assert.Equal(["heads/gates=0"], clamped.Clamps);
        Assert.Equal("eval_step=3_clamp=heads-gates=0_length=4", clamped.Name);
        EvaluationResult plain = Assert.Single(machine.Evaluate(new() { Settings = ["length=4"] }));
        Assert.Empty(plain.Clamps);
        Assert.Equal(kept + 1, KeptOf(machine));
        Assert.NotEqual(plain.Scores.Total.Nats, clamped.Scores.Total.Nats);
        // The machine is as it was.
        Assert.Equal(plain.Scores.Total.Nats, Assert.Single(machine.Evaluate(new() { Settings = ["length=4"] })).Scores.Total.Nats);
    }

    [Fact]
    public void Clamps_hold_over_every_point_and_memory_and_for_sequences_of_ones_own()
    {
        using TrainedMachine machine = Trained();
        IReadOnlyList<EvaluationResult> grid = machine.Evaluate(new() { Grid = ["length=[2, 3]", "slots=[8, 12]"], Clamps = [Still] });
        Assert.Equal(4, grid.Count);
        Assert.All(grid, result => Assert.Equal(["heads/gates=0"], result.Clamps));
        EvaluationPoint point = machine.PointsOf(new() { Slots = 12, Clamps = [Still] })[0];
        EpisodeTrace trace = machine.TraceEpisode(point);
        Assert.Equal(12, trace.Find("memory")!.Axes[1].Length);
        Assert.All(trace.Find("heads/gates")!.Values.ToArray(), gate => Assert.Equal(0, gate));
        EpisodeRecording recording = machine.RecordAt(point);
        Assert.Equal(recording.Outputs.Cast<float>(), trace.Recording.Outputs.Cast<float>());
        using EpisodeLab lab = EpisodeLab.Open(machine, point, 0);
        Assert.Equal(recording.Outputs.Cast<float>(), lab.Recording.Outputs.Cast<float>());
        GivenSequence given = new(recording.Steps, recording.Inputs.Cast<float>().ToArray());
        float[]? answered = null;
        machine.Answer([given], episode => answered = [.. episode.Outputs.ToArray()], 12, [Still]);
        Assert.Equal(recording.Outputs.Cast<float>(), answered!);
    }

    [Fact]
    public void A_clamp_of_something_else_is_refused_before_anything_is_measured()
    {
        using TrainedMachine machine = Trained();
        InvalidInputException error = Assert.Throws<InvalidInputException>(
            () => machine.Evaluate(new() { Clamps = [new("heads/gate", null, 0), new("heads/gates", 5, 0)] }));
        Assert.Equal(["--clamp heads/gate=0", "--clamp heads/gates[5]=0"], error.Diagnostics.Select(each => each.Mark.File));
        Assert.Contains("did you mean 'heads/gates'?", error.Message, StringComparison.Ordinal);
    }

    private TrainedMachine Trained()
    {
        _lab.Start("run", "training.steps=3");
        return TrainedMachine.Open(_lab.In("run"));
    }

    private static int KeptOf(TrainedMachine machine)
    {
        using RunDirectory run = RunDirectory.Open(machine.Directory);
        return run.Evaluations.Read().Count;
    }
}
