using NeuralMemory.Experiments;
using NeuralMemory.Results;

namespace NeuralMemory.Web;

/// <summary>
/// The machines that pages look at: each is opened once, and used by one page at a time. The ones used last stay open, so that the
/// server's memory is bounded however many pages there are. Thread-safe.
/// </summary>
/// <param name="engines">The engines that there are.</param>
/// <param name="time">The clock.</param>
public sealed class MachineShelf(EngineCatalog engines, TimeProvider time) : IDisposable
{
    /// <summary>How many machines stay open.</summary>
    public const int MostMachines = 4;

    /// <summary>What the episodes of all of them may hold, in bytes, those in use apart.</summary>
    private const long MostBytes = 64 << 20;

    private readonly Lock _lock = new();
    private readonly RecentlyUsed<MachineKey, Place> _places = new(MostMachines);
    private readonly Housekeeping _housekeeping = new(time);
    private bool _isDisposed;

    /// <summary>The checkpoint that a choice means now.</summary>
    /// <param name="directory">The run.</param>
    /// <param name="choice">The choice.</param>
    /// <exception cref="RunException">There is no such run, or it has no checkpoint that could be meant.</exception>
    public static MachineKey Find(string directory, CheckpointChoice choice)
    {
        using RunDirectory run = RunDirectory.Open(directory);
        CheckpointStore checkpoints = run.Checkpoints();
        return new(directory, choice.Step
            ?? (choice.IsBest
                ? checkpoints.Best() ?? throw new RunException(RunProblem.Missing,
                    "no checkpoint of this run is marked as the best: nothing was evaluated while it trained")
                : checkpoints.Latest() ?? throw new RunException(RunProblem.Missing, "this run has no checkpoint yet")));
    }

    /// <summary>Uses a machine, which is opened where it is not.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="key">The machine.</param>
    /// <param name="use">Uses it, on another thread, and keeps nothing of it.</param>
    /// <param name="token">Asks not to begin.</param>
    /// <exception cref="RunException">There is no such run or checkpoint, or it is damaged.</exception>
    /// <exception cref="NeuralMemory.Yaml.InvalidInputException">The run's config, a setting or a poke is wrong.</exception>
    /// <exception cref="NeuralMemory.Autodiff.EngineException">The engine cannot work here.</exception>
    public async Task<T> UseAsync<T>(MachineKey key, Func<OpenMachine, T> use, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(use);
        Place place = Take(key);
        try
        {
            await place.Gate.WaitAsync(token).ConfigureAwait(false);
            try
            {
                return await Task.Run(() => use(place.Machine ??= Open(key)), token).ConfigureAwait(false);
            }
            finally
            {
                // Before the next user adds episodes.
                Weigh(place);
                place.Gate.Release();
            }
        }
        finally
        {
            Leave(place);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Place[] free;
        lock (_lock)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            _housekeeping.Dispose();
            free = [.. _places.Things.Where(place => place.Users == 0)];
        }

        foreach (Place place in free)
            place.Machine?.Dispose();
    }

    /// <summary>Opened to be looked at: one thread, and nothing is written to the run.</summary>
    private OpenMachine Open(MachineKey key) =>
        new(TrainedMachine.Open(key.Directory, new() { Step = key.Step, Threads = 1, Engines = engines }));

    private Place Take(MachineKey key)
    {
        IReadOnlyList<Place> gone = [];
        Place? place;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            place = _places.Find(key);
            if (place is null)
                gone = _places.Add(key, place = new(), other => other.Users == 0);
            place.Users++;
        }

        foreach (Place old in gone)
            old.Machine?.Dispose();
        return place;
    }

    private void Weigh(Place place)
    {
        lock (_lock)
            place.Held = place.Machine?.HeldBytes ?? 0;
    }

    private void Leave(Place place)
    {
        lock (_lock)
        {
            if (--place.Users == 0 && _isDisposed)
                place.Machine?.Dispose();
            else if (!_isDisposed)
            {
                Trim();
                _housekeeping.Used();
            }
        }
    }

    /// <summary>Episodes of machines that nobody uses now go, of the machine that was not used for longest first.</summary>
    private void Trim()
    {
        foreach (Place place in _places.Things.Reverse().Where(place => place.Users == 0))
        {
            if (_places.Things.Sum(each => each.Held) is not (> MostBytes and var held))
                return;
            // The one that was used just now is asked for its step's neighbours next.
            place.Machine?.Trim(place == _places.Things.First() ? OpenMachine.Least : 0, MostBytes - (held - place.Held));
            Weigh(place);
        }
    }

    /// <summary>Where a machine is, or will be when its first user has opened it.</summary>
    private sealed class Place
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public OpenMachine? Machine { get; set; }

        /// <summary>What its episodes held when it was used last, in bytes.</summary>
        public long Held { get; set; }

        /// <summary>How many use it or wait for it.</summary>
        public int Users { get; set; }
    }
}
