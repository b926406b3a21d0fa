namespace NeuralMemory.Commands.Tests;

/// <summary>A command that was built without torch.</summary>
public sealed class TorchEngineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void This_command_says_how_it_is_built_with_every_engine() =>
        Assert.Contains("build it without -p:Torch=false, or choose the native engine by --engine native",
            InProcess.Run("train", _folder.WriteConfig(), "--engine", "torch", "--dry-run").Expect(ExitCodes.Failed).Error,
            StringComparison.Ordinal);
}
