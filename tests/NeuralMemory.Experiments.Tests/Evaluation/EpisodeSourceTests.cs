using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;

namespace NeuralMemory.Experiments.Tests;

/// <summary>Episodes that are given out are those that training and evaluations compute with, number by number.</summary>
public sealed class EpisodeSourceTests : IDisposable
{
    private const string Curriculum =
        "training.curriculum={kind: linear, start: {length: 1}, every: 5, increment: 1}";

    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Training_computes_with_what_the_source_gives(int level)
    {
        Experiment experiment = _lab.Load(Curriculum);
        using IMachine machine = experiment.BuildMachine();
        Curriculum curriculum = new(experiment.Curriculum!, new() { Level = level });
        using Shard shard = new(
            machine, NativeEngine.Instance, experiment.Task, curriculum, experiment.Config.Training, set: null, offset: 2, sequences: 2,
            reward: null);
        EpisodeSource source = EpisodeSource.Of(experiment, EpisodeSplit.Train, level);
        for (int step = 0; step < 5; step++)
        {
            shard.Sample(StreamKey.FromSeed(experiment.Config.Seed).Split("training"), step * 4);
            EpisodeNumbers[] given = [.. source.Draw(step * 4 + 2, 2)];
            for (int s = 0; s < 2; s++)
                AssertSame(given[shard.Batch.Order[s]], shard.Batch, s);
            Assert.All(given, episode => Assert.InRange(episode.Length, 1, 2 * level + 1));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => EpisodeSource.Of(experiment, EpisodeSplit.Train, 5));
    }

    [Fact]
    public void Of_a_fixed_set_the_source_gives_the_same_ones_again()
    {
        Experiment experiment = _lab.Load("training.set=6");
        StreamKey stream = StreamKey.FromSeed(experiment.Config.Seed).Split("training");
        using IMachine machine = experiment.BuildMachine();
        using Shard shard = new(
            machine, NativeEngine.Instance, experiment.Task, null, experiment.Config.Training,
            experiment.Config.Training.SetOf(experiment.Task, stream), offset: 2, sequences: 2, reward: null);
        EpisodeSource source = EpisodeSource.Of(experiment, EpisodeSplit.Train);
        for (int step = 0; step < 5; step++)
        {
            shard.Sample(stream, step * 4);
            EpisodeNumbers[] given = [.. source.Draw(step * 4 + 2, 2)];
            for (int s = 0; s < 2; s++)
                AssertSame(given[shard.Batch.Order[s]], shard.Batch, s);
        }

        string[][] passes = [.. Enumerable.Range(0, 5).Select(pass => source.Draw(6 * pass, 6).Select(Text).ToArray())];
        Assert.All(passes, pass => Assert.Equal(passes[0].Order(), pass.Order()));
        Assert.Contains(passes, pass => !pass.SequenceEqual(passes[0]));

        static string Text(EpisodeNumbers episode) => string.Join(' ', episode.Inputs.ToArray());
    }

    [Fact]
    public void Evaluations_compute_with_what_the_source_gives()
    {
        _lab.Start("run");
        using TrainedMachine machine = TrainedMachine.Open(_lab.In("run"), new() { Threads = 2 });
        EvaluationPoint point = machine.PointsOf(new() { Settings = ["length=[1, 6]"], Episodes = 50 })[0];
        List<EpisodeNumbers> measured = [];
        EvaluationResult result = machine.EvaluateAt(point, measured.Add);
        EpisodeNumbers[] given = [.. EpisodeSource.Of(point).Draw(0, 50)];
        Assert.Equal(given.Select(episode => episode.Number), measured.Select(episode => episode.Number));
        foreach ((EpisodeNumbers own, EpisodeNumbers other) in given.Zip(measured))
        {
            Assert.Equal(own.Inputs.ToArray(), other.Inputs.ToArray());
            Assert.Equal(own.Targets.ToArray(), other.Targets.ToArray());
            Assert.Equal(own.Mask.ToArray(), other.Mask.ToArray());
            Assert.Equal(own.Parameters, other.Parameters);
            Assert.Equal(own.Phases, other.Phases);
        }

        Assert.Equal(result.Scores, machine.EvaluateAt(point).Scores);
        Assert.Equal(result.Scores.Total.WrongBits, measured.Sum(episode => episode.Score!.Value.WrongBits));
        Assert.Equal(given.Max(episode => episode.Length), EpisodeSource.Of(point).LongestOf(0, 50).Length);
    }

    private static void AssertSame(EpisodeNumbers given, SequenceBatch batch, int sequence)
    {
        Assert.Equal(batch.Lengths[sequence], given.Length);
        for (int t = 0; t < given.Length; t++)
        {
            int row = batch.Row(sequence, t);
            Assert.Equal(batch.InputRow(row).ToArray(), given.Inputs.Slice(t * batch.InputWidth, batch.InputWidth).ToArray());
            Assert.Equal(batch.TargetRow(row).ToArray(), given.Targets.Slice(t * batch.TargetWidth, batch.TargetWidth).ToArray());
            Assert.Equal(batch.MaskRow(row).ToArray(), given.Mask.Slice(t * batch.TargetWidth, batch.TargetWidth).ToArray());
        }
    }
}
