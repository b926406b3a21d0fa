namespace NeuralMemory.Machines.Tests;

/// <summary>Layers that read from the end.</summary>
internal static class PageBackward
{
    /// <summary>What they put out at each step of the inputs.</summary>
    public static double[][] Read(PageRig rig, string path, ControllerConfig config)
    {
        PageController controller = PageController.Of(rig.Weights, path, config);
        double[][] outputs = [.. rig.X.Reverse().Select(x => controller.Next(x))];
        return [.. outputs.Reverse()];
    }
}
