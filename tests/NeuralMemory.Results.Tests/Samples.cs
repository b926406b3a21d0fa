using System.Runtime.InteropServices;

namespace NeuralMemory.Results.Tests;

internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2030, 1, 2, 12, 0, 0, TimeSpan.Zero);

    public static RunStatus Status(RunState state = RunState.Running) => new() { State = state, Updated = Noon };

    public static RunEnvironment Environment => Begun with
    {
        Resumes = [new(2000, Begun with { Engines = [], Arithmetic = null, Cpu = null, Host = "there" })],
    };

    private static RunEnvironment Begun => new()
    {
        Version = "0.1.0",
        Commit = "0123456789abcdef",
        Dirty = false,
        Seed = 7,
        Threads = 2,
        Engines = [new(0, "native", null), new(2000, "torch on cuda:0", "libtorch 2.7")],
        Arithmetic = new()
        {
            VectorWidth = 256,
            Instructions = "avx2 fma",
            Architecture = "x64",
            Runtime = ".NET 10",
            System = "Linux",
            Engine = "native",
        },
        Cpu = "A \"fine\" CPU",
        Processors = 2,
        VectorWidth = 256,
        ProductWidth = 512,
        LoopWidth = 256,
        Host = "here",
        Os = "Linux",
        Architecture = "x64",
        Runtime = ".NET 10",
    };

    public static MetricsRecord Record(long step, double loss, double seconds = 0) => new()
    {
        Step = step,
        Sequences = step * 16,
        Split = "train",
        Values = [new("loss", loss), new("bit_errors_per_sequence", 0.5)],
        Seconds = seconds,
    };

    public static NamedArray[] Weights =>
    [
        new("controller/weight", [2, 3], new float[] { 1, -2, 3.5f, float.Epsilon, -0f, float.MaxValue }),
        new("controller/bias", [2], new[] { float.NaN, float.NegativeInfinity }),
        new("scalar", [], new[] { 0.1f }),
        new("empty", [0, 4], Array.Empty<float>()),
    ];

    public static NamedArray[] Optimizer(float value) => [new("controller/weight.momentum", [3], new[] { value, value, value })];

    /// <summary>A run that has begun, closed again.</summary>
    public static string Run(string path, RunState state = RunState.Done, DateTimeOffset? updated = null)
    {
        using RunDirectory run = RunDirectory.Create(path);
        RunStatus status = new() { State = state, Updated = updated ?? Noon };
        run.Begin("machine: ntm\n", "task: copy\n", "neuralmemory train ntm-copy.yaml", Environment, status);
        return path;
    }

    /// <summary>
    /// The bytes with one bit of one byte flipped, for every byte and three bits: the lowest, the one between upper and lower case, and the
    /// one that makes ASCII invalid.
    /// </summary>
    public static IEnumerable<byte[]> Flipped(byte[] bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
            foreach (byte bit in new byte[] { 0x01, 0x20, 0x80 })
            {
                byte[] flipped = [.. bytes];
                flipped[i] ^= bit;
                yield return flipped;
            }
    }

    public static RunException Fails(Action action) => Assert.Throws<RunException>(action);

    public static RunException Fails(Func<object?> function) => Assert.Throws<RunException>(function);

    public static bool SameBits(NamedArray a, NamedArray b) => a.Name == b.Name && a.Shape.SequenceEqual(b.Shape)
        && MemoryMarshal.AsBytes(a.Data.Span).SequenceEqual(MemoryMarshal.AsBytes(b.Data.Span));
}
