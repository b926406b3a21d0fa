using System.Security.Cryptography;

namespace NeuralMemory.Results;

/// <summary>A safetensors file of float32 arrays, read as a whole.</summary>
/// <param name="Arrays">The arrays, in the order of the file.</param>
/// <param name="Metadata">What the file says of itself; empty if it says nothing.</param>
/// <param name="Sha256">The SHA-256 of the file, in lower-case hexadecimal digits.</param>
public sealed record SafetensorsContent(
    IReadOnlyList<NamedArray> Arrays, IReadOnlyDictionary<string, string> Metadata, string Sha256);

/// <summary>Reads safetensors files that others may have written (github.com/huggingface/safetensors).</summary>
public static class SafetensorsReader
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="RunException">
    /// There is no such file, it is no intact safetensors file, an array is not of float32 numbers, or the system refused.
    /// </exception>
    public static SafetensorsContent Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Storage.Try("read", path, () =>
        {
            FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            if (!stream.CanSeek)
            {
                stream.Dispose();
                throw new RunException(RunProblem.Storage, $"cannot read '{path}': it is no plain file");
            }

            // The same bytes, whoever takes the file's place meanwhile.
            using SafetensorsFile file = SafetensorsFile.Open(stream, path);
            IReadOnlyList<NamedArray> arrays = file.ReadAll();
            stream.Position = 0;
            return new SafetensorsContent(arrays, file.Metadata, Convert.ToHexStringLower(SHA256.HashData(stream)));
        });
    }
}
