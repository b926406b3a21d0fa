using NeuralMemory.Results;

namespace NeuralMemory.Experiments.Tests;

/// <summary>Runs that go on where the last bits come out otherwise.</summary>
public sealed class OtherArithmeticTests : IDisposable
{
    private static readonly RunArithmetic Wide = new()
    {
        VectorWidth = 512,
        Instructions = "avx avx2 fma avx512f",
        Architecture = "x64",
        Runtime = "10.0",
        System = "linux",
        Engine = "native",
    };

    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    public static TheoryData<string, string> Differences => new()
    {
        { "width", "512-bit vectors, now 256-bit ones" },
        { "avx512", "AVX512F, now without it" },
        { "fma", "AVX2, FMA and AVX512F, now without them" },
        { "architecture", "the architecture x64, now arm64" },
        { "runtime", ".NET 10.0, now 11.0" },
        { "system", "the system linux, now windows" },
        { "version", "native of no version, now 2" },
    };

    [Theory]
    [MemberData(nameof(Differences))]
    public void Each_difference_is_named(string what, string expected)
    {
        Begin();
        Listener listener = new();
        Run.Resume(_lab.In("run"), Options(Other(what), listener), ["training.steps=25"]);
        Assert.Equal(
            [$"'{_lab.In("run")}' was computed until step 20 with {expected}: the last bits of what follows differ from those of a run "
                + "that was not moved"],
            listener.Warnings);
    }

    [Theory]
    [MemberData(nameof(Differences))]
    public void A_strict_resume_is_refused_before_anything_is_written(string what, string expected)
    {
        Begin();
        string before = Content();
        RunException refusal = Assert.Throws<RunException>(() =>
            Run.Resume(_lab.In("run"), Options(Other(what)) with { Strict = true }, ["training.steps=25"], step: 10));
        Assert.Equal(RunProblem.OtherArithmetic, refusal.Problem);
        Assert.Contains($"until step 10 with {expected}: ", refusal.Message);
        Assert.Equal(before, Content());
        Run.Resume(_lab.In("run"), Options(Wide) with { Strict = true }, ["training.steps=25"]);
    }

    [Fact]
    public void The_same_arithmetic_says_nothing_and_writes_nothing_down()
    {
        Begin();
        string before = File.ReadAllText(_lab.In("run/environment.json"));
        Listener listener = new();
        Run.Resume(_lab.In("run"), Options(Wide, listener), ["training.steps=25"]);
        Assert.Empty(listener.Warnings);
        Assert.Equal(before, File.ReadAllText(_lab.In("run/environment.json")));
    }

    [Fact]
    public void Each_environment_is_kept_with_the_step_from_which_it_counts()
    {
        Begin();
        RunArithmetic narrow = Other("width");
        Run.Resume(_lab.In("run"), Options(narrow), ["training.steps=25"]);
        Assert.Equal([(20L, narrow)], Resumes());
        // What it was until then stands as it stood, and the checkpoint of step 25 is the new one's.
        Assert.Equal(Wide, Environment().Arithmetic);
        Run.Resume(_lab.In("run"), Options(narrow) with { Strict = true }, ["training.steps=30"]);
        Assert.Equal([(20L, narrow)], Resumes());
        Run.Resume(_lab.In("run"), Options(Wide), ["training.steps=40"]);
        Assert.Equal([(20L, narrow), (30L, Wide)], Resumes());
        // What was computed from step 20 on is dropped, and with it where.
        Listener listener = new();
        Run.Resume(_lab.In("run"), Options(Wide, listener), ["training.steps=25"], step: 20);
        Assert.Empty(listener.Warnings);
        Assert.Empty(Resumes());
    }

    [Fact]
    public void A_run_of_a_version_that_kept_none_is_compared_by_what_it_wrote_down()
    {
        Begin();
        Forget(_lab.In("run"));
        using (RunDirectory run = RunDirectory.OpenForWriting(_lab.In("run")))
            run.WriteEnvironment(run.ReadEnvironment() with { Arithmetic = null });
        Listener listener = new();
        Run.Resume(_lab.In("run"), Options(Other("fma"), listener), ["training.steps=25"], step: 10);
        Assert.Empty(listener.Warnings);
        Begin(force: true);
        Forget(_lab.In("run"));
        using (RunDirectory run = RunDirectory.OpenForWriting(_lab.In("run")))
            run.WriteEnvironment(run.ReadEnvironment() with { Arithmetic = null });
        Run.Resume(_lab.In("run"), Options(Other("width"), listener), ["training.steps=25"], step: 10);
        Assert.Contains("512-bit vectors, now 256-bit ones", Assert.Single(listener.Warnings));
    }

    [Fact]
    public void Where_nothing_is_known_nothing_is_said()
    {
        Begin();
        Forget(_lab.In("run"));
        File.Delete(_lab.In("run/environment.json"));
        Listener listener = new();
        Run.Resume(_lab.In("run"), Options(Other("width"), listener) with { Strict = true }, ["training.steps=25"]);
        Assert.Empty(listener.Warnings);
        Assert.Equal(Other("width"), Environment().Arithmetic);
    }

    private static RunArithmetic Other(string what) => what switch
    {
        "width" => Wide with { VectorWidth = 256 },
        "avx512" => Wide with { Instructions = "avx avx2 fma" },
        "fma" => Wide with { Instructions = "avx" },
        "architecture" => Wide with { Architecture = "arm64", Instructions = "advsimd" },
        "runtime" => Wide with { Runtime = "11.0" },
        "system" => Wide with { System = "windows" },
        _ => Wide with { EngineVersion = "2" },
    };

    private static RunOptions Options(RunArithmetic arithmetic, ITrainingObserver? observer = null) =>
        Lab.Options(observer: observer) with { Arithmetic = arithmetic };

    private void Begin(bool force = false) => Run.Start(
        _lab.Load("training.steps=20", "training.checkpoint.keep=9"),
        Options(Wide) with { Directory = _lab.In("run"), Force = force });

    private RunEnvironment Environment()
    {
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        return run.ReadEnvironment();
    }

    private IEnumerable<(long, RunArithmetic?)> Resumes() =>
        Environment().Resumes.Select(resume => (resume.Step, resume.Environment.Arithmetic));

    /// <summary>Takes the arithmetic out of all checkpoints, as earlier versions wrote them.</summary>
    private static void Forget(string directory)
    {
        using RunDirectory run = RunDirectory.OpenForWriting(directory);
        CheckpointStore store = run.Checkpoints();
        Checkpoint[] all = [.. store.List().Select(step => store.Load(step))];
        store.DeleteAfter(0);
        foreach (Checkpoint checkpoint in all)
        {
            TrainingState state = TrainingState.FromJson(checkpoint.State);
            Assert.NotNull(state.Arithmetic);
            state.Arithmetic = null;
            store.Save(checkpoint.Step, checkpoint.Weights, checkpoint.Optimizer, state.ToJson());
        }
    }

    /// <summary>All files with all they hold; not the lock, which is no part of the run.</summary>
    private string Content() => string.Join('\n', Directory.EnumerateFiles(_lab.In("run"), "*", SearchOption.AllDirectories)
        .Where(file => !Path.GetFileName(file).Contains("lock", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        .Select(file => $"{file} {File.GetLastWriteTimeUtc(file):O} {Convert.ToHexString(File.ReadAllBytes(file))}"));
}
