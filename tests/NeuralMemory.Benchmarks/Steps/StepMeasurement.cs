using System.Diagnostics;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// Times one <see cref="StepCase"/> in rounds, so that several cases can take turns and share the machine's good and bad moments.
/// </summary>
internal sealed class StepMeasurement : IDisposable
{
    private readonly TrainingStep _step;
    private readonly List<double> _medians = [], _processor = [], _shares = [], _processorShares = [], _sampling = [], _allocated = [];
    private readonly long[] _ticks = new long[4096];
    private double _best = double.PositiveInfinity;

    public StepMeasurement(StepCase @case) => (Case, _step) = (@case, new TrainingStep(@case));

    public StepCase Case { get; }

    /// <summary>The time-steps of all sequences of a step together.</summary>
    public int TimeSteps => _step.TimeSteps;

    /// <summary>The floating-point operations of one time-step of one sequence.</summary>
    public long FlopsPerTimeStep => _step.Flops / _step.TimeSteps;

    /// <summary>Seconds of a step in each round: the median of the round's steps.</summary>
    public IReadOnlyList<double> Medians => _medians;

    /// <summary>Seconds of a step: the median over the rounds.</summary>
    public double Median => Statistics.Median(_medians);

    /// <summary>
    /// Seconds of processor time of a step, all threads together: the median over the rounds. Waiting for a processor does not count.
    /// </summary>
    public double Processor => Statistics.Median(_processor);

    /// <summary>Seconds of the fastest step of all.</summary>
    public double Best => _best;

    /// <summary>GFLOP/s at the median time.</summary>
    public double Rate => _step.Flops / Median * 1e-9;

    /// <summary>Rate over the round's peak of the busy cores, the median over the rounds.</summary>
    public double Share => Statistics.Median(_shares);

    /// <summary>The same by processor time: the rate of one busy core while it works on this.</summary>
    public double ProcessorShare => Statistics.Median(_processorShares);

    /// <summary>The part of the busy threads' time that goes to drawing episodes, the median over the rounds.</summary>
    public double Sampling => Statistics.Median(_sampling);

    /// <summary>
    /// Managed bytes allocated by a step, on all threads together: the median over the rounds, because now and then the runtime allocates
    /// some bytes for itself.
    /// </summary>
    public double AllocatedBytes => Statistics.Median(_allocated);

    /// <summary>The fastest step's rate over the best peak of the busy cores.</summary>
    public double BestShare(double peak) => _step.Flops / Best * 1e-9 / (peak * Case.BusyThreads);

    /// <summary>Runs until everything is compiled and every buffer has grown.</summary>
    public void WarmUp(TimeSpan time)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            _step.Run();
            _step.Sample();
        }
    }

    /// <summary>One round: steps for at least this long, five at least.</summary>
    /// <param name="time">How long.</param>
    /// <param name="peak">One core's peak in GFLOP/s, measured just before.</param>
    public void Round(TimeSpan time, double peak)
    {
        // Precise: what the threads have allocated and not yet reported counts too.
        long before = GC.GetTotalAllocatedBytes(precise: true), start = Stopwatch.GetTimestamp(), last = start;
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        int count = 0;
        while (count < _ticks.Length && (count < 5 || Stopwatch.GetElapsedTime(start) < time))
        {
            _step.Run();
            long now = Stopwatch.GetTimestamp();
            _ticks[count++] = now - last;
            last = now;
        }

        processor = Environment.CpuUsage.TotalTime - processor;
        _allocated.Add((GC.GetTotalAllocatedBytes(precise: true) - before) / (double)count);
        double median = Statistics.Median(_ticks.AsSpan(0, count)) / Stopwatch.Frequency;
        _medians.Add(median);
        _processor.Add(processor.TotalSeconds / count);
        _processorShares.Add(_step.Flops / _processor[^1] * 1e-9 / peak);
        _best = Math.Min(_best, Statistics.Min(_ticks.AsSpan(0, count)) / (double)Stopwatch.Frequency);
        _shares.Add(_step.Flops / median * 1e-9 / (peak * Case.BusyThreads));
        _sampling.Add(SampleSeconds(count) / (median * Case.BusyThreads));
    }

    public void Dispose() => _step.Dispose();

    private double SampleSeconds(int count)
    {
        for (int i = 0; i < count; i++)
        {
            long start = Stopwatch.GetTimestamp();
            _step.Sample();
            _ticks[i] = Stopwatch.GetTimestamp() - start;
        }

        return Statistics.Median(_ticks.AsSpan(0, count)) / Stopwatch.Frequency;
    }
}
