namespace NeuralMemory.Commands.Tests;

/// <summary>What <c>doctor</c> says of the torch engine, in a build that left it out.</summary>
public sealed class NoTorchDoctorTests
{
    [Fact]
    public void Doctor_says_in_a_line_that_this_build_has_no_torch()
    {
        Outcome outcome = CommandProcess.Run(Testing.Repository.Root, "doctor").Expect(ExitCodes.Done);
        string line = Assert.Single(outcome.Out.Split('\n'), line => line.Contains("torch", StringComparison.OrdinalIgnoreCase));
        Assert.StartsWith("torch:      none: this program was built without it; build it for", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_of_torch_is_beside_the_program() =>
        Assert.DoesNotContain(Directory.GetFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories),
            file => Path.GetFileName(file).Contains("torch", StringComparison.OrdinalIgnoreCase));
}
