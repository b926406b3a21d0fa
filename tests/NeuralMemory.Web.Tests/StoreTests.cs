using NeuralMemory.Results;

namespace NeuralMemory.Web.Tests;

/// <summary>What pages are told of runs that change while they are shown.</summary>
public sealed class StoreTests : IDisposable
{
    private readonly Runs _runs = new();
    private readonly SteppedClock _clock = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void Nothing_is_done_while_nobody_watches()
    {
        using RunStore store = Open();
        Assert.Empty(store.Current.Runs);
        Assert.Equal(0, _clock.Timers);
        using (store.Watch(() => { }))
        using (store.Watch(() => { }))
            Assert.Equal(1, _clock.Timers);
        Assert.Equal(0, _clock.Timers);
    }

    [Fact]
    public void A_run_that_appears_and_one_that_goes_are_told()
    {
        using RunStore store = Open();
        int told = 0;
        using IDisposable watch = store.Watch(() => told++);
        string path = _runs.Add("new");
        _clock.Tick(20);
        Assert.Equal("new", Assert.Single(store.Current.Runs).Name);
        Assert.Equal(1, told);
        _clock.Tick(40);
        Assert.Equal(1, told);
        Directory.Delete(path, recursive: true);
        _clock.Tick(20);
        Assert.Empty(store.Current.Runs);
        Assert.Equal(2, told);
    }

    [Fact]
    public void Lines_that_a_training_run_appends_are_seen_at_the_next_look()
    {
        string path = _runs.Add("live", state: RunState.Running, evaluations: 2);
        // Whoever trains holds the lock.
        using RunDirectory training = RunDirectory.OpenForWriting(path);
        using RunStore store = Open();
        int told = 0;
        using IDisposable watch = store.Watch(() => told++);
        Assert.Equal(200, Assert.Single(store.Current.Runs).Steps);
        _runs.Append("live", "metrics.jsonl", Runs.Line(3)[..20]);
        _clock.Tick(1);
        Assert.Equal(0, told);
        _runs.Append("live", "metrics.jsonl", Runs.Line(3)[20..] + Runs.Line(4));
        _clock.Tick(1);
        ShownRun run = Assert.Single(store.Current.Runs);
        Assert.Equal((1, 400L, 4), (told, run.Steps, run.Facts.Evaluations.Count));
        Assert.True(run.IsRunning);
        Assert.Equal(0.4, run.Progress);
        Assert.Equal(6, run.SecondsLeft!.Value, 6);
    }

    [Fact]
    public void A_run_whose_process_died_is_killed()
    {
        string path = _runs.Add("live", state: RunState.Running);
        using RunStore store = Open();
        using IDisposable watch = store.Watch(() => { });
        using (RunDirectory training = RunDirectory.OpenForWriting(path))
        {
            _clock.Tick(20);
            Assert.Equal("running", Assert.Single(store.Current.Runs).Facts.State);
        }

        _clock.Tick(10);
        Assert.Equal("killed", Assert.Single(store.Current.Runs).Facts.State);
    }

    [Theory]
    [InlineData("status.json", "{")]
    [InlineData("config.yaml", "a: [")]
    [InlineData("metrics.jsonl", "no record\n")]
    [InlineData("evaluations/final.json", "[]")]
    public void A_damaged_file_is_told_and_hides_no_other_run(string file, string text)
    {
        string path = _runs.Add("bad");
        _runs.Add("good");
        File.WriteAllText(Path.Combine(path, file), text);
        using RunStore store = Open();
        Assert.Equal(["bad", "good"], store.Current.Runs.Select(run => run.Name));
        ShownRun bad = store.Current.Find("bad")!;
        _ = (bad.Facts.Final, bad.Facts.Evaluations);
        Assert.NotNull(bad.Facts.Problem);
        Assert.Null(store.Current.Find("good")!.Facts.Problem);
    }

    [Fact]
    public void A_run_that_begins_is_half_written_and_then_whole()
    {
        string path = Path.Combine(_runs.Path, "begins");
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "status.json"), "{}");
        using RunStore store = Open();
        using IDisposable watch = store.Watch(() => { });
        Assert.Equal("half-written", Assert.Single(store.Current.Runs).Facts.State);
        Directory.Delete(path, recursive: true);
        _runs.Add("begins");
        _clock.Tick(20);
        Assert.Equal("done", Assert.Single(store.Current.Runs).Facts.State);
    }

    private RunStore Open() => new(ServedFolder.Open(_runs.Path), _clock);

    /// <summary>A clock whose timers fire when a test says so.</summary>
    private sealed class SteppedClock : TimeProvider
    {
        private readonly List<Timer> _timers = [];
        private long _now;

        public int Timers => _timers.Count;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Timer timer = new(this, () => callback(state));
            _timers.Add(timer);
            return timer;
        }

        public void Tick(int times)
        {
            for (int i = 0; i < times; i++)
            {
                _now += TimeSpan.TicksPerSecond;
                foreach (Timer timer in _timers.ToArray())
                    timer.Fire();
            }
        }

        private sealed class Timer(SteppedClock clock, Action fire) : ITimer
        {
            public void Fire() => fire();

            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() => clock._timers.Remove(this);

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
