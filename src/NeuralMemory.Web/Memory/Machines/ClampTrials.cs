using NeuralMemory.Experiments;
using NeuralMemory.Results;

namespace NeuralMemory.Web;

/// <summary>What a machine does in many episodes while something of it is held, beside what it does by itself.</summary>
/// <param name="Metric">What is measured.</param>
/// <param name="Own">As it is.</param>
/// <param name="Held">While it is held.</param>
/// <param name="Episodes">In how many episodes.</param>
public sealed record ClampTrial(string Metric, double Own, double Held, int Episodes);

/// <summary>Measures what a clamp costs, in the background, one trial at a time: nothing is written to the run. Thread-safe.</summary>
/// <param name="engines">The engines that there are.</param>
public sealed class ClampTrials(EngineCatalog engines) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Measures.</summary>
    /// <param name="key">The machine.</param>
    /// <param name="state">The setting.</param>
    /// <param name="clamps">What is held.</param>
    /// <param name="episodes">In how many episodes.</param>
    /// <param name="progress">Is told how much is done, from 0 to 1, on another thread.</param>
    /// <param name="token">Asks to stop.</param>
    /// <exception cref="OperationCanceledException"><paramref name="token"/> asked to stop.</exception>
    /// <exception cref="RunException">There is no such run or checkpoint, or it is damaged.</exception>
    /// <exception cref="NeuralMemory.Yaml.InvalidInputException">A setting or a clamp is wrong.</exception>
    public async Task<ClampTrial> RunAsync(
        MachineKey key, MemoryState state, IReadOnlyList<ClampPoke> clamps, int episodes, Action<double> progress, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(progress);
        await _turn.WaitAsync(token).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Run(key, state, clamps, episodes, progress, token), token).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private ClampTrial Run(
        MachineKey key, MemoryState state, IReadOnlyList<ClampPoke> clamps, int episodes, Action<double> progress, CancellationToken token)
    {
        using TrainedMachine machine = TrainedMachine.Open(
            key.Directory, new() { Step = key.Step, Threads = 1, Engines = engines, KeepsResults = false });
        EvaluationRequest request = new()
        {
            Settings = state.Settings,
            Slots = machine.Machine.Config.MemorySlots is null ? null : state.Slots,
            Seed = state.Seed,
            Episodes = episodes,
        };
        int done = 0;
        MetricValue own = Measure(request), held = Measure(request with { Clamps = clamps });
        return new(own.Name, own.Value, held.Value, episodes);

        MetricValue Measure(EvaluationRequest asked) => machine.EvaluateAt(machine.PointsOf(asked)[0], _ =>
        {
            done++;
            // As often as a person sees a difference.
            if (done * 50 / episodes != (done - 1) * 50 / episodes)
                progress(done / (2.0 * episodes));
        }, token).Metrics[0];
    }
}
