using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Tasks;

namespace NeuralMemory.Commands;

/// <summary>What a look at program, machine and folders has found.</summary>
internal sealed record DoctorReport
{
    private const string ResultFolder = "results";

    /// <summary>The program's version.</summary>
    public string Version { get; } = ProgramVersion.Short;

    /// <summary>The commit it was built from, or null.</summary>
    public string? Commit { get; } = ProgramVersion.Commit;

    /// <summary>The .NET runtime.</summary>
    public string Runtime { get; } = RuntimeInformation.FrameworkDescription;

    /// <summary>The operating system.</summary>
    public string System { get; } = RuntimeInformation.OSDescription;

    /// <summary>Processors that the process may use.</summary>
    public int Processors { get; } = Environment.ProcessorCount;

    /// <summary>Bits of the widest vector that the engine uses; without vectors in hardware it is slow.</summary>
    public int VectorBits { get; } = Vector<byte>.Count * 8;

    /// <summary>Whether the processor has vectors.</summary>
    public bool HasVectors { get; } = Vector.IsHardwareAccelerated;

    /// <summary>Billions of floating-point operations a second of one core in a matrix product.</summary>
    public required double Gigaflops { get; init; }

    /// <summary>Why it is far below what the processor has; null if it is not.</summary>
    public string? SpeedProblem => SpeedCheck.Problem(Gigaflops);

    /// <summary>The deviation of small machines' gradients; see <see cref="GradientSelfTest"/>.</summary>
    public required double GradientError { get; init; }

    /// <summary>Tasks that names reach from here.</summary>
    public required int Tasks { get; init; }

    /// <summary>Those that came with the program, and that no task of the user's hides.</summary>
    public required int ShippedTasks { get; init; }

    /// <summary>Configs that names reach from here.</summary>
    public required int Configs { get; init; }

    /// <summary>Those that came with the program, and that no config of the user's hides.</summary>
    public required int ShippedConfigs { get; init; }

    /// <summary>Why no run can be written to 'results' here; null if it can.</summary>
    public required string? ResultsProblem { get; init; }

    /// <summary>Whether the engine computes right.</summary>
    public bool IsGradientRight => GradientError <= GradientSelfTest.Tolerance;

    /// <summary>Whether runs can be made.</summary>
    public bool IsHealthy => IsGradientRight && ResultsProblem is null;

    /// <summary>Looks.</summary>
    /// <param name="time">The clock.</param>
    public static DoctorReport Make(TimeProvider time)
    {
        IReadOnlyList<ListedFile> tasks = ListedFile.Of(new TaskLibrary(Environment.CurrentDirectory).Files);
        IReadOnlyList<ListedFile> configs = ListedFile.Of(ConfigLibrary.Here.Files);
        return new()
        {
            Gigaflops = ProductSpeed.Measure(time),
            GradientError = GradientSelfTest.Run(),
            Tasks = tasks.Count,
            ShippedTasks = tasks.Count(file => file.IsShipped),
            Configs = configs.Count,
            ShippedConfigs = configs.Count(file => file.IsShipped),
            ResultsProblem = TryWrite(ResultFolder, time),
        };
    }

    private static void RemoveEmpty(string folder)
    {
        try
        {
            Directory.Delete(folder);
        }
        catch (IOException)
        {
            // Another process has begun to use it.
        }
    }

    /// <summary>Writes a file as a run would, and takes it away again.</summary>
    private static string? TryWrite(string folder, TimeProvider time)
    {
        try
        {
            bool isNew = !Directory.Exists(folder);
            Directory.CreateDirectory(folder);
            string name = string.Create(CultureInfo.InvariantCulture, $".doctor-{Environment.ProcessId}-{time.GetTimestamp()}");
            string path = Path.Combine(folder, name);
            File.WriteAllText(path, "");
            File.Delete(path);
            if (isNew)
                RemoveEmpty(folder);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return RunException.Refused("write to", folder, exception).Message;
        }
    }
}
