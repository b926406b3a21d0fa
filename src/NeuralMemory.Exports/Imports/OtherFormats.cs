using NeuralMemory.Results;

namespace NeuralMemory.Exports;

/// <summary>Files of weights that are no safetensors, by how they begin: what to do about them is worth a sentence of its own.</summary>
internal static class OtherFormats
{
    private const string Advice = "write its arrays as safetensors, which takes a few lines of Python: configs/PYTORCH.md has them";

    /// <summary>Refuses them.</summary>
    /// <exception cref="RunException">It is one of them, or it cannot be read.</exception>
    public static void Refuse(string file)
    {
        if (Directory.Exists(file))
            throw new RunException(RunProblem.Storage, File.Exists(Path.Combine(file, TorchFolder.Weights))
                ? $"'{file}' is a folder: name the file in it, '{Path.Combine(file, TorchFolder.Weights)}'"
                : $"'{file}' is a folder, not a file of weights");
        Span<byte> begin = stackalloc byte[9];
        switch (begin[..Begin(file, begin)])
        {
            case [(byte)'P', (byte)'K', 3, 4, ..]:
                throw new RunException(RunProblem.Damaged, file.EndsWith(".npz", StringComparison.Ordinal)
                    ? $"'{file}' is an archive of NumPy, not a safetensors file: {Advice}"
                    : $"'{file}' is a pickle of PyTorch, which could run any program as it is read, and is not read here: {Advice}");
            case [0x80, >= 2 and <= 5, ..] and not [_, _, _, _, _, _, _, _, (byte)'{']:
                throw new RunException(RunProblem.Damaged,
                    $"'{file}' is a pickle of Python, which could run any program as it is read, and is not read here: {Advice}");
            case [0x89, (byte)'H', (byte)'D', (byte)'F', ..]:
                throw new RunException(RunProblem.Damaged, $"'{file}' is an HDF5 file, not a safetensors file: {Advice}");
            default:
                break;
        }
    }

    private static int Begin(string file, Span<byte> begin)
    {
        try
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            return stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw RunException.Refused("read", file, exception);
        }
    }
}
