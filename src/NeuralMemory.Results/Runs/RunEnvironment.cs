using System.Numerics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace NeuralMemory.Results;

/// <summary>An engine that a run was trained by.</summary>
/// <param name="Step">Training steps that were made before it.</param>
/// <param name="Name">What the engine calls itself: <c>native</c>, <c>torch on cuda:0</c>.</param>
/// <param name="Version">The versions of what computes; null where that is part of the program.</param>
public sealed record EngineUse(long Step, string Name, string? Version);

/// <summary>Where and with what a run went on.</summary>
/// <param name="Step">Training steps that were made before.</param>
/// <param name="Environment">The environment from then on; its own engines and resumes are empty.</param>
public sealed record ResumedEnvironment(long Step, RunEnvironment Environment);

/// <summary>The content of <c>environment.json</c>: where and with what a run was made.</summary>
public sealed record RunEnvironment
{
    /// <summary>The program's version, for example <c>0.1.0</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The commit the program was built from; null if the build does not say.</summary>
    public string? Commit { get; init; }

    /// <summary>Whether files of the program differed from that commit; null if unknown, as for an installed program.</summary>
    public bool? Dirty { get; init; }

    /// <summary>The seed of the run.</summary>
    public required long Seed { get; init; }

    /// <summary>How many threads train.</summary>
    public required int Threads { get; init; }

    /// <summary>What computes: <c>cpu</c>, <c>cuda:0</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>The engines, in order: each that the run went on with. Empty in runs of versions that had one engine.</summary>
    public IReadOnlyList<EngineUse> Engines
    {
        get;
        // A document without the field gives null.
        init => field = value ?? [];
    } = [];

    /// <summary>What the last bits depend on; null in runs of versions that did not write it down.</summary>
    public RunArithmetic? Arithmetic { get; init; }

    /// <summary>Each environment that the run went on in, where it is another one than the one before.</summary>
    public IReadOnlyList<ResumedEnvironment> Resumes
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>The processor's name; null if the system does not tell.</summary>
    public string? Cpu { get; init; }

    /// <summary>Logical processors the process may use.</summary>
    public required int Processors { get; init; }

    /// <summary>Bits of the widest vector that the engine uses. Results are the same to the bit only for the same width.</summary>
    public required int VectorWidth { get; init; }

    /// <summary>
    /// Bits of the vectors of matrix products, which may be wider: each process measures what is faster, and results have the same bits.
    /// Null in runs of versions that did not choose.
    /// </summary>
    public int? ProductWidth { get; init; }

    /// <summary>The same of loops that go number by number.</summary>
    public int? LoopWidth { get; init; }

    /// <summary>The machine's name.</summary>
    public required string Host { get; init; }

    /// <summary>The operating system with its version.</summary>
    public required string Os { get; init; }

    /// <summary>The processor's architecture: <c>x64</c>, <c>arm64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>The .NET runtime with its version.</summary>
    public required string Runtime { get; init; }

    /// <summary>Describes this process.</summary>
    /// <param name="program">The assembly whose version counts; its folder tells whether the sources were changed.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="threads">How many threads train.</param>
    /// <param name="vectorWidth">Bits of the widest vector that the engine uses; null for the width of .NET's <c>Vector</c>.</param>
    public static RunEnvironment Capture(Assembly program, long seed, int threads, int? vectorWidth = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        ProgramVersion version = ProgramVersion.Of(program);
        return new()
        {
            Version = version.Version,
            Commit = version.Commit,
            Dirty = version.Dirty,
            Seed = seed,
            Threads = threads,
            Cpu = CpuName(),
            Processors = Environment.ProcessorCount,
            VectorWidth = vectorWidth ?? Vector<byte>.Count * 8,
            Host = Environment.MachineName,
            Os = RuntimeInformation.OSDescription,
            Architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
            Runtime = RuntimeInformation.FrameworkDescription,
        };
    }

    private static string? CpuName()
    {
        const string file = "/proc/cpuinfo";
        if (!OperatingSystem.IsLinux() || !File.Exists(file))
            return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        string? line = File.ReadLines(file).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
