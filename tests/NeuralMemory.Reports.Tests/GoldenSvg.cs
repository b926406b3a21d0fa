using NeuralMemory.Testing;

namespace NeuralMemory.Reports.Tests;

/// <summary>Pictures that were looked at and found right.</summary>
internal static class GoldenSvg
{
    /// <summary>
    /// The picture is the one of this name in the folder golden, byte for byte. With NEURALMEMORY_WRITE_GOLDEN=1 it becomes that one, to be
    /// looked at before it is committed.
    /// </summary>
    /// <param name="subject">The folder of the tests.</param>
    /// <param name="name">The picture's name.</param>
    /// <param name="svg">The picture.</param>
    public static void Matches(string subject, string name, string svg)
    {
        string golden = Repository.Path("tests", "NeuralMemory.Reports.Tests", subject, "golden", $"{name}.svg");
        if (Environment.GetEnvironmentVariable("NEURALMEMORY_WRITE_GOLDEN") == "1")
            File.WriteAllText(golden, svg);
        Assert.Equal(File.ReadAllText(golden).ReplaceLineEndings("\n"), svg);
    }
}
