using NeuralMemory.Results;

namespace NeuralMemory.Experiments.Tests;

/// <summary>A run that begins with another's weights begins with them whatever happens before its first checkpoint.</summary>
public sealed class WarmStartFaultTests : IDisposable
{
    private readonly FaultLab _lab = new();
    private readonly WarmStart _from;
    private readonly string _whole;
    private readonly IReadOnlyList<string> _calls;

    public WarmStartFaultTests()
    {
        _from = new(_lab.Whole) { Step = 2, WithOptimizer = true };
        FaultyDisk counting = new();
        Assert.Null(_lab.Start(_whole = _lab.NewFolder(), counting, from: _from));
        _calls = counting.Calls;
    }

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Its_bits_are_not_those_of_its_seed() => Assert.NotEqual(WeightsHash(_lab.Whole), WeightsHash(_whole));

    [Fact]
    public void Killed_at_any_call_it_is_finished_to_the_bit()
    {
        for (int number = 1; number <= _calls.Count; number++)
        {
            string directory = _lab.NewFolder();
            Assert.IsType<KilledException>(_lab.Start(directory, new FaultyDisk(Fault.Kill, number), from: _from));
            FaultLab.AssertIntact(directory);
            _lab.Finish(directory, _from, _whole);
        }
    }

    [Theory]
    [InlineData(nameof(Fault.Broken))]
    [InlineData(nameof(Fault.Full))]
    public void Refused_a_call_before_its_first_step_it_leaves_nothing_of_it(string name)
    {
        for (int number = 1; number <= CallsUpToFirstStep; number++)
        {
            string directory = _lab.NewFolder();
            _lab.Start(directory, new FaultyDisk(Enum.Parse<Fault>(name), number), from: _from);
            _lab.Finish(directory, _from, _whole);
        }
    }

    [Fact]
    public void What_a_warm_start_left_that_died_before_it_had_begun_is_nothing_to_another()
    {
        for (int number = 1; number <= CallsUpToFirstStep; number++)
        {
            string directory = _lab.NewFolder();
            _lab.Start(directory, new FaultyDisk(Fault.Kill, number), from: _from);
            if (!RunDirectory.IsRun(directory))
                _lab.Finish(directory);
        }
    }

    [Fact]
    public void A_warm_start_that_lost_its_first_checkpoint_does_not_begin_with_other_weights()
    {
        string directory = _lab.NewFolder();
        _lab.Start(directory, new FaultyDisk(Fault.Kill, CallsUpToFirstStep), from: _from);
        Directory.Delete(Path.Combine(directory, RunFiles.Checkpoints), recursive: true);
        RunException exception = Assert.Throws<RunException>(() => Run.Resume(directory, FaultLab.Options()));
        Assert.Contains("no checkpoint is left", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>The calls up to the end of the second writing of the first checkpoint.</summary>
    private int CallsUpToFirstStep => _calls.ToList().FindLastIndex(call =>
        call.EndsWith(Path.Combine(RunFiles.Checkpoints, "step-00000000"), StringComparison.Ordinal)) + 1;

    private static string? WeightsHash(string path)
    {
        using RunDirectory run = RunDirectory.Open(path);
        return run.Checkpoints().Load().WeightsHash;
    }
}
