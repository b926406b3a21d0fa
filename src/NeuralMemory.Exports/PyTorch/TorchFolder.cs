using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NeuralMemory.Results;

namespace NeuralMemory.Exports;

/// <summary>The folder of a machine for PyTorch: its weights, a program that runs it, what that needs to know, and a few words.</summary>
internal static class TorchFolder
{
    /// <summary>The weights, as the module has them.</summary>
    public const string Weights = "weights.safetensors";

    /// <summary>The folder that has a folder for each run.</summary>
    public const string FolderOfMany = "pytorch";

    private const string Program = "machine.py", Config = "config.json", Readme = "README.md";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>All files, the largest first: where the disk is full, nothing else has changed.</summary>
    public static IReadOnlyList<string> Files { get; } = [Weights, Program, Config, Readme];

    /// <summary>Refuses a folder that holds anything but an earlier export: four files would be lost among others.</summary>
    /// <param name="folder">The folder, which need not be there.</param>
    /// <param name="name">The run's name, for a folder of its own.</param>
    /// <exception cref="RunException">It holds something else, or is a file, or the system refused.</exception>
    public static void ExpectPlace(string folder, string name)
    {
        if (File.Exists(folder))
            throw new RunException(RunProblem.Storage, $"cannot write to '{folder}': it is a file, not a folder");
        if (!Directory.Exists(folder) || IsExport(folder))
            return;
        if (Files.FirstOrDefault(file => Path.Exists(Path.Combine(folder, file))) is { } taken)
            throw new RunException(RunProblem.Exists,
                $"'{folder}' has a '{taken}' that no export for PyTorch has made; name another folder by --out");
        if (HoldsAnything(folder))
            throw new RunException(RunProblem.Exists, $"'{folder}' has other files in it, and those of a machine would be mixed with them; "
                + $"name a folder of its own by --out, such as '{Path.Combine(folder, FolderOfMany, name)}'");
    }

    /// <summary>Writes the files into a folder that is there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="module">The machine.</param>
    /// <param name="weights">Its arrays, as it has them here.</param>
    /// <param name="about">What it is of, for the program and its readers.</param>
    /// <param name="metadata">The same for the file of weights.</param>
    /// <exception cref="RunException">The system refused.</exception>
    public static void Write(
        string folder, TorchModule module, IEnumerable<NamedArray> weights, TorchAbout about,
        IEnumerable<KeyValuePair<string, string>> metadata)
    {
        // All that could fail for other reasons than the disk comes first.
        IReadOnlyList<NamedArray> arrays = module.Layout.ToTorch(weights);
        string program = TorchProgram.Of(module, about), readme = TorchProgram.ReadmeOf(module, about);
        bool isNew = !Files.Any(file => Path.Exists(Path.Combine(folder, file)));
        try
        {
            AtomicFile.Write(Path.Combine(folder, Weights), stream => SafetensorsWriter.Write(stream, arrays, metadata));
            AtomicFile.WriteText(Path.Combine(folder, Program), program);
            AtomicFile.WriteText(Path.Combine(folder, Config), ((JsonNode)module.Arguments).ToJsonString(Indented) + "\n");
            AtomicFile.WriteText(Path.Combine(folder, Readme), readme);
        }
        catch (RunException) when (isNew)
        {
            // Half of an export is none, and would stand in the way of the next one.
            Remove(folder);
            throw;
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            foreach (string file in Files)
                File.Delete(Path.Combine(folder, file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Why it was not written is what the user has to know.
        }
    }

    /// <summary>What a crashed writer has left does not count.</summary>
    private static bool HoldsAnything(string folder)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(folder).Any(entry =>
                !Path.GetFileName(entry).StartsWith(AtomicFile.TemporaryPrefix, StringComparison.Ordinal));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw RunException.Refused("read", folder, exception);
        }
    }

    private static bool IsExport(string folder)
    {
        string program = Path.Combine(folder, Program);
        return File.Exists(program) && TextOf(program).Contains(TorchProgram.Mark, StringComparison.Ordinal);
    }

    private static string TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw RunException.Refused("read", path, exception);
        }
    }
}
