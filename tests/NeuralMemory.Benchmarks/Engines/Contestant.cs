using System.Diagnostics;
using NeuralMemory.Autodiff;
using NeuralMemory.Experiments;
using NeuralMemory.Torch;
using TorchSharp;

namespace NeuralMemory.Benchmarks;

/// <summary>What makes the training step of a machine: an engine on a device with its threads, or plain TorchSharp.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Device">The device, as the torch engine names it; null for the native engine.</param>
/// <param name="Threads">Threads, on a processor.</param>
/// <param name="IsPlain">Whether it is <see cref="PlainTorchNtm"/>.</param>
internal sealed record Contestant(string Name, string? Device, int Threads, bool IsPlain = false)
{
    /// <summary>All that this computer has: the processor, with one thread and with all, and every other device of torch.</summary>
    public static IReadOnlyList<Contestant> All()
    {
        int all = Environment.ProcessorCount;
        List<Contestant> found =
        [
            new("native 1 thread", null, 1), new($"native {all}", null, all), new("torch cpu 1 thread", "cpu", 1),
            new("plain torch cpu 1", "cpu", 1, IsPlain: true),
        ];
        foreach (TorchDevice device in TorchDevices.List().Where(device => device.Name != "cpu"))
        {
            found.Add(new($"torch {device.Name}", device.Name, 1));
            found.Add(new($"plain torch {device.Name}", device.Name, 1, IsPlain: true));
        }

        return found;
    }

    /// <summary>
    /// Whether it can run at all: torch keeps every result of a pass, and on a processor 2048 sequences take more memory than most have.
    /// </summary>
    public bool Takes(EngineMachine machine, int batch) =>
        (machine.HasPlain || !IsPlain) && (Device != "cpu" || (long)batch * machine.Slots * machine.Width <= 256 * 128 * 20);

    /// <summary>Makes ready to train a machine.</summary>
    public Race Enter(EngineMachine machine, int batch) => new(this, machine, batch);

    /// <summary>A contestant with a machine in hand.</summary>
    internal sealed class Race : IDisposable
    {
        private readonly Contestant _contestant;
        private readonly IEngine? _engine;
        private readonly TrainingStep? _step;
        private readonly PlainTorchStep? _plain;
        private readonly List<double> _seconds = [];

        public Race(Contestant contestant, EngineMachine machine, int batch)
        {
            _contestant = contestant;
            StepCase @case = new(machine.Config, batch, contestant.Threads);
            TimeSteps = batch * (2 * StepCase.Length + 1);
            UseThreads();
            if (contestant.IsPlain)
            {
                Experiment experiment = @case.Load();
                _plain = new PlainTorchStep(machine, experiment, TorchDevices.Parse(contestant.Device!).Handle);
                return;
            }

            _engine = contestant.Device is { } device ? new TorchEngine(device, contestant.Threads) : NativeEngine.Instance;
            _step = new TrainingStep(@case, _engine);
        }

        /// <summary>Who it is.</summary>
        public Contestant Contestant => _contestant;

        /// <summary>The time-steps of all sequences of a step together.</summary>
        public int TimeSteps { get; }

        /// <summary>Seconds of a step: the median over the rounds of a round's mean.</summary>
        public double Median => Statistics.Median(_seconds);

        /// <summary>Steps for at least this long, one at least.</summary>
        public void Round(TimeSpan time, bool counts = true)
        {
            UseThreads();
            long start = Stopwatch.GetTimestamp();
            int steps = 0;
            do
            {
                _ = _step is null ? _plain!.Run() : _step.Run();
                steps++;
            }
            while (Stopwatch.GetElapsedTime(start) < time);
            if (counts)
                _seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds / steps);
        }

        public void Dispose()
        {
            _step?.Dispose();
            _plain?.Dispose();
            _engine?.Dispose();
        }

        /// <summary>libtorch's threads are those of the whole process, so each turn begins with saying how many.</summary>
        private void UseThreads()
        {
            if (_contestant.Device is not null)
                torch.set_num_threads(_contestant.Threads);
        }
    }
}
