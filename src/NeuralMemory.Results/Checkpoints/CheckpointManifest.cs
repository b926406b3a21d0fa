using System.Security.Cryptography;

namespace NeuralMemory.Results;

/// <summary>
/// <c>manifest.json</c> of a checkpoint: what belongs to it, with length and SHA-256 of each file, and a checksum of its own.
/// Written last, so a folder with an intact manifest is complete.
/// </summary>
internal sealed record CheckpointManifest
{
    /// <summary>The version of the checkpoint's format.</summary>
    public required int Format { get; init; }

    /// <summary>Training steps finished.</summary>
    public required long Step { get; init; }

    /// <summary>The other files of the folder.</summary>
    public required IReadOnlyList<CheckpointFile> Files { get; init; }

    /// <summary>SHA-256 of this document with an empty checksum.</summary>
    public string Checksum { get; init; } = "";

    /// <summary>The same manifest with its checksum.</summary>
    public CheckpointManifest Seal() => this with { Checksum = OwnChecksum() };

    /// <summary>Whether <paramref name="document"/> is exactly what was sealed and written.</summary>
    public bool IsIntact(ReadOnlySpan<byte> document) =>
        Checksum == OwnChecksum() && document.SequenceEqual(JsonFile.ToDocument(this, CheckpointJson.Documents.CheckpointManifest));

    private string OwnChecksum() => Convert.ToHexStringLower(
        SHA256.HashData(JsonFile.ToDocument(this with { Checksum = "" }, CheckpointJson.Documents.CheckpointManifest)));
}

/// <summary>One file of a checkpoint.</summary>
/// <param name="Name">Its name within the folder.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its SHA-256, lower-case hexadecimal.</param>
internal sealed record CheckpointFile(string Name, long Bytes, string Sha256);
