using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace NeuralMemory.Results;

/// <summary>One checkpoint on disk: a folder with three files and their manifest.</summary>
internal static class CheckpointFolder
{
    private const int Format = 1;
    private const string Prefix = "step-";
    private const string Weights = "weights.safetensors", Optimizer = "optimizer.safetensors", State = "state.json";
    private const string Manifest = "manifest.json";

    /// <summary>The folder's name: <c>step-00002000</c>.</summary>
    public static string NameOf(long step) => Prefix + step.ToString("D8", CultureInfo.InvariantCulture);

    /// <summary>The step of a folder of this name, or null if it is no name of a checkpoint.</summary>
    public static long? StepOf(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal)
        && long.TryParse(name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long step)
        && name == NameOf(step) ? step : null;

    /// <summary>Writes a checkpoint into the new folder at <paramref name="path"/> and flushes all of it to disk.</summary>
    public static void Write(string path, Checkpoint checkpoint)
    {
        Disk.MakeFolder(path);
        CheckpointFile[] files =
        [
            WriteFile(path, Weights, stream => SafetensorsWriter.Write(stream, checkpoint.Weights)),
            WriteFile(path, Optimizer, stream => SafetensorsWriter.Write(stream, checkpoint.Optimizer)),
            WriteFile(path, State, stream => stream.Write(Encoding.UTF8.GetBytes(checkpoint.State))),
        ];
        CheckpointManifest manifest = new CheckpointManifest { Format = Format, Step = checkpoint.Step, Files = files }.Seal();
        AtomicFile.WriteDurably(Path.Combine(path, Manifest), FileMode.CreateNew,
            stream => stream.Write(JsonFile.ToDocument(manifest, CheckpointJson.Documents.CheckpointManifest)));
        Disk.FlushFolder(path);
    }

    /// <summary>Reads and verifies the checkpoint at <paramref name="path"/>.</summary>
    /// <exception cref="FormatException">It is damaged; the message completes "checkpoint step-N is damaged: ".</exception>
    public static Checkpoint Read(string path, long step)
    {
        CheckpointManifest manifest = ReadManifest(path, step);
        return new(step, ReadArrays(path, manifest, Weights), ReadArrays(path, manifest, Optimizer), ReadText(path, manifest, State))
        {
            WeightsHash = Find(manifest, Weights).Sha256,
        };
    }

    /// <summary>Whether <see cref="Read"/> would succeed, without keeping what it reads.</summary>
    public static bool IsIntact(string path, long step)
    {
        try
        {
            foreach (CheckpointFile file in ReadManifest(path, step).Files)
                OpenVerified(path, file).Dispose();
            return true;
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>How many numbers the weights of the checkpoint at <paramref name="path"/> are; they are not read.</summary>
    public static long CountParameters(string path)
    {
        using SafetensorsFile weights = SafetensorsFile.Open(Path.Combine(path, Weights));
        return weights.Entries.Sum(entry => entry.Shape.Aggregate(1L, (product, length) => product * length));
    }

    private static CheckpointFile WriteFile(string folder, string name, Action<Stream> write)
    {
        string path = Path.Combine(folder, name);
        AtomicFile.WriteDurably(path, FileMode.CreateNew, write);
        using FileStream written = File.OpenRead(path);
        return new(name, written.Length, Convert.ToHexStringLower(SHA256.HashData(written)));
    }

    private static CheckpointManifest ReadManifest(string path, long step)
    {
        byte[] document;
        if (Storage.IsEmpty(Path.Combine(path, Manifest)))
            throw new FormatException($"{Manifest} is empty, or no plain file");
        try
        {
            using FileStream stream = Disk.OpenToRead(Path.Combine(path, Manifest));
            document = new byte[stream.Length];
            stream.ReadExactly(document);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FormatException($"{Manifest} is missing", exception);
        }

        CheckpointManifest? manifest = null;
        try
        {
            manifest = JsonSerializer.Deserialize(document, CheckpointJson.Documents.CheckpointManifest);
        }
        catch (JsonException)
        {
            // No manifest at all: reported below, like every other damage to it.
        }

        if (manifest is null || !manifest.IsIntact(document))
            throw new FormatException($"{Manifest} does not match its own checksum");
        if (manifest.Format != Format)
            throw new FormatException($"it has format {manifest.Format}, this version reads {Format}");
        if (manifest.Step != step)
            throw new FormatException($"{Manifest} belongs to {NameOf(manifest.Step)}");
        return manifest;
    }

    private static CheckpointFile Find(CheckpointManifest manifest, string name) =>
        manifest.Files.FirstOrDefault(file => file.Name == name) ?? throw new FormatException($"{Manifest} does not list {name}");

    private static IReadOnlyList<NamedArray> ReadArrays(string path, CheckpointManifest manifest, string name)
    {
        using SafetensorsFile file = SafetensorsFile.Open(OpenVerified(path, Find(manifest, name)), Path.Combine(path, name));
        return file.ReadAll();
    }

    private static string ReadText(string path, CheckpointManifest manifest, string name)
    {
        using StreamReader reader = new(OpenVerified(path, Find(manifest, name)), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>The file, open at its beginning; length and checksum are as the manifest has them.</summary>
    private static FileStream OpenVerified(string folder, CheckpointFile expected)
    {
        FileStream stream;
        if (Storage.IsEmpty(Path.Combine(folder, expected.Name)))
            throw new FormatException($"{expected.Name} is empty, or no plain file");
        try
        {
            stream = Disk.OpenToRead(Path.Combine(folder, expected.Name));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FormatException($"{expected.Name} is missing", exception);
        }

        try
        {
            if (stream.Length != expected.Bytes)
                throw new FormatException($"{expected.Name}: expected {expected.Bytes} bytes, found {stream.Length}");
            if (Convert.ToHexStringLower(SHA256.HashData(stream)) != expected.Sha256)
                throw new FormatException($"{expected.Name} does not match its checksum");
            stream.Position = 0;
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }
}
