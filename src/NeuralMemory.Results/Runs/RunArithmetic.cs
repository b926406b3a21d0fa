using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NeuralMemory.Results;

/// <summary>
/// All that the last bits of a run depend on besides its config: two processes of equal arithmetic compute the same bits. A checkpoint
/// holds that of the process which wrote it.
/// </summary>
public sealed record RunArithmetic
{
    /// <summary>Bits of the vectors that the engine uses: sums are taken in another order where they are wider.</summary>
    public required int VectorWidth { get; init; }

    /// <summary>The processor's instructions that are on and that results can depend on: <c>avx avx2 fma</c>; null where unknown.</summary>
    public string? Instructions { get; init; }

    /// <summary>The processor's architecture: <c>x64</c>, <c>arm64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>
    /// The .NET runtime's version without its patch, such as <c>10.0</c>: patches leave what code means alone. Null where unknown.
    /// </summary>
    public string? Runtime { get; init; }

    /// <summary>The operating system's family, which has functions such as the exponential: <c>linux</c>; null where unknown.</summary>
    public string? System { get; init; }

    /// <summary>What computes, as the engine calls itself; null where unknown.</summary>
    public string? Engine { get; init; }

    /// <summary>The versions of what computes; null where that is part of the program.</summary>
    public string? EngineVersion { get; init; }

    /// <summary>The arithmetic of this process.</summary>
    /// <param name="engine">What computes, as the engine calls itself.</param>
    /// <param name="engineVersion">The versions of what computes; null where that is part of the program.</param>
    public static RunArithmetic OfProcess(string engine, string? engineVersion) => new()
    {
        VectorWidth = Vector<byte>.Count * 8,
        Instructions = string.Join(' ', InstructionsOfProcess()),
        Architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
        Runtime = Environment.Version.ToString(2),
        System = OperatingSystem.IsLinux() ? "linux"
            : OperatingSystem.IsWindows() ? "windows"
            : OperatingSystem.IsMacOS() ? "macos"
            : "other",
        Engine = engine,
        EngineVersion = engineVersion,
    };

    /// <summary>How another arithmetic differs, what is unknown of either not counted.</summary>
    /// <param name="now">The other one, of this process.</param>
    /// <param name="withEngine">Whether another engine is a difference, and not only another version of the same one.</param>
    /// <returns>Each difference in a few words: <c>512-bit vectors, now 256-bit ones</c>; empty for none.</returns>
    public IReadOnlyList<string> DifferencesTo(RunArithmetic now, bool withEngine)
    {
        ArgumentNullException.ThrowIfNull(now);
        List<string> differences = [];
        if (VectorWidth != now.VectorWidth)
            differences.Add(FormattableString.Invariant($"{VectorWidth}-bit vectors, now {now.VectorWidth}-bit ones"));
        Compare("the architecture ", Architecture, now.Architecture);
        // What other processors are called says nothing new.
        if (Architecture == now.Architecture && Instructions is { } before && now.Instructions is { } after)
            CompareInstructions(before, after, differences);
        Compare(".NET ", Runtime, now.Runtime);
        Compare("the system ", System, now.System);
        if (withEngine)
            Compare("the engine ", Engine, now.Engine);
        if (Engine is not null && Engine == now.Engine && EngineVersion != now.EngineVersion)
            differences.Add($"{Engine} {EngineVersion ?? "of no version"}, now {now.EngineVersion ?? "of no version"}");
        return differences;

        void Compare(string what, string? before, string? after)
        {
            if (before is not null && after is not null && before != after)
                differences.Add($"{what}{before}, now {after}");
        }
    }

    private static void CompareInstructions(string before, string after, List<string> differences)
    {
        string[] old = Split(before), current = Split(after);
        if (old.Except(current).ToArray() is { Length: > 0 } lost)
            differences.Add($"{Names(lost)}, now without {Them(lost)}");
        if (current.Except(old).ToArray() is { Length: > 0 } gained)
            differences.Add($"no {Names(gained)}, now with {Them(gained)}");

        static string[] Split(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        static string Names(string[] names)
        {
            string[] upper = [.. names.Select(name => name.ToUpperInvariant())];
            return upper.Length == 1 ? upper[0] : $"{string.Join(", ", upper[..^1])} and {upper[^1]}";
        }

        static string Them(string[] names) => names.Length > 1 ? "them" : "it";
    }

    private static IEnumerable<string> InstructionsOfProcess()
    {
        (string Name, bool IsOn)[] all =
        [
            ("avx", Avx.IsSupported), ("avx2", Avx2.IsSupported), ("fma", Fma.IsSupported), ("avx512f", Avx512F.IsSupported),
            ("advsimd", AdvSimd.IsSupported),
        ];
        return all.Where(each => each.IsOn).Select(each => each.Name);
    }
}
