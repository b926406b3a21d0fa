using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;

namespace NeuralMemory.Commands;

/// <summary>
/// Compares the measured speed with what the processor has: with its vectors or its fused products switched off the engine computes right,
/// and a hundred times slower.
/// </summary>
internal static class SpeedCheck
{
    // Far below what a busy machine or a slow clock can explain, far above what is left without vectors.
    private const double LeastShare = 0.1;

    private const double UsualGigahertz = 2;

    private static readonly string[] Prefixes = ["DOTNET_", "COMPlus_"];

    /// <summary>Settings of the runtime that take instructions or optimization away, by how their names begin.</summary>
    private static readonly string[] Settings =
    [
        "EnableHWIntrinsic", "EnableAVX", "EnableFMA", "EnableSSE", "EnableArm64", "MaxVectorTBitWidth", "JITMinOpts", "TieredCompilation",
    ];

    /// <summary>What is wrong with the speed of this process; null for nothing.</summary>
    /// <param name="gigaflops">The measured speed of one core in matrix products.</param>
    public static string? Problem(double gigaflops) => Problem(
        gigaflops, PeakOf(ReadProcessor()),
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(each => ((string)each.Key, (string?)each.Value ?? "")));

    /// <summary>What is wrong with a speed; null for nothing.</summary>
    /// <param name="gigaflops">The measured speed.</param>
    /// <param name="peak">What one core of the processor has, roughly.</param>
    /// <param name="variables">The environment of the process.</param>
    public static string? Problem(double gigaflops, double peak, IEnumerable<(string Name, string Value)> variables)
    {
        if (gigaflops >= LeastShare * peak)
            return null;
        string[] suspects =
        [
            .. variables.Where(each => IsSuspect(each.Name)).Select(each => $"{each.Name}={each.Value}").Order(StringComparer.Ordinal),
        ];
        string cause = suspects.Length > 0
            ? $"{string.Join(" and ", suspects)} in the environment {(suspects.Length == 1 ? "is" : "are")} likely at fault: unset "
                + $"{(suspects.Length == 1 ? "it" : "them")}"
            : "no DOTNET_ variable explains it; a virtual machine may hide instructions such as AVX2 and FMA, or the machine is very busy";
        return string.Create(CultureInfo.InvariantCulture,
            $"a core of this processor has about {Readable.Number(Math.Round(peak))} GFLOP/s, and {100 * gigaflops / peak:0.#} % of it "
            + $"were measured: {cause}");
    }

    /// <summary>Billions of floating-point operations a second of one core, from what the system says of it.</summary>
    /// <param name="processor">The lines of <c>/proc/cpuinfo</c>; empty where there is no such file.</param>
    public static double PeakOf(IEnumerable<string> processor)
    {
        double gigahertz = UsualGigahertz;
        bool isWide = false;
        foreach (string[] line in processor.Select(line => line.Split(':', 2)).Where(line => line.Length == 2).Take(40))
        {
            if (line[0].StartsWith("cpu MHz", StringComparison.Ordinal)
                && double.TryParse(line[1], CultureInfo.InvariantCulture, out double megahertz) && megahertz > 0)
                gigahertz = megahertz / 1000;
            if (line[0].StartsWith("flags", StringComparison.Ordinal))
                isWide = line[1].Split(' ').Contains("avx2");
        }

        // Two fused products of a vector each cycle; the engine uses no wider ones unless told to.
        int lanes = isWide ? 8 : 4;
        return gigahertz * 2 * 2 * lanes;
    }

    private static bool IsSuspect(string name) => Prefixes.Any(prefix =>
        name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
        && Settings.Any(setting => name[prefix.Length..].StartsWith(setting, StringComparison.OrdinalIgnoreCase)));

    private static string[] ReadProcessor()
    {
        const string file = "/proc/cpuinfo";
        try
        {
            return OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 ? File.ReadAllLines(file) : [];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
