using NeuralMemory.Machines;

namespace NeuralMemory.Exports;

/// <summary>Where the arrays of one recurrent layer go.</summary>
/// <param name="module">The machine.</param>
/// <param name="ours">The layer's path here.</param>
/// <param name="theirs">What its arrays' names begin with there.</param>
/// <param name="suffix">What those of <c>nn.LSTM</c>, <c>nn.GRU</c> and <c>nn.RNN</c> end in, <c>_l0</c>; empty for a cell.</param>
internal readonly struct CellArrays(TorchModule module, string ours, string theirs, string suffix)
{
    /// <summary>Adds them.</summary>
    public void Add(ControllerConfig controller)
    {
        switch (controller.Kind)
        {
            case ControllerKind.Lstm:
                AddLstm(ours, theirs, controller.Units, controller.Normalize);
                break;
            case ControllerKind.Gru:
                AddGru(controller.Normalize);
                break;
            case ControllerKind.Rnn:
                AddSplit(ours, theirs, controller.Units);
                AddNorm($"{ours}/norm", $"{theirs}norm", controller.Normalize);
                break;
            case ControllerKind.SecondOrder:
                int units = controller.Units;
                module.Add(new RenamedArray($"{ours}/weight", $"{theirs}weight") { Reshape = shape => [units, shape[1] / units, units] });
                module.Rename($"{ours}/bias", $"{theirs}bias");
                AddNorm($"{ours}/norm", $"{theirs}norm", controller.Normalize);
                break;
            case ControllerKind.MultiplicativeLstm:
                module.Linear($"{ours}/input", $"{theirs}input", bias: false);
                module.Linear($"{ours}/hidden", $"{theirs}hidden", bias: false);
                AddLstm($"{ours}/gates", $"{theirs}gates.", controller.Units, controller.Normalize);
                break;
            case ControllerKind.HyperLstm:
                AddHyper(controller);
                break;
            default:
                module.Rename($"{ours}/weight", $"{theirs}weight");
                module.Rename($"{ours}/bias", $"{theirs}bias");
                AddNorm($"{ours}/norm", $"{theirs}norm", controller.Normalize);
                break;
        }
    }

    private void AddLstm(string from, string to, int units, bool normalize)
    {
        AddSplit(from, to, units);
        AddNorm($"{from}/norm", $"{to}norm", normalize);
    }

    /// <summary>A linear layer of inputs and units side by side, which are two there.</summary>
    private void AddSplit(string from, string to, int units) => module.Add(
        new SplitColumns($"{from}/weight", $"{to}weight_ih{suffix}", $"{to}weight_hh{suffix}", units),
        new SplitBias($"{from}/bias", $"{to}bias_ih{suffix}", $"{to}bias_hh{suffix}"));

    private void AddGru(bool normalize)
    {
        foreach ((string part, string letters) in (ReadOnlySpan<(string, string)>)[("input", "ih"), ("hidden", "hh")])
        {
            module.Rename($"{ours}/{part}/weight", $"{theirs}weight_{letters}{suffix}");
            module.Rename($"{ours}/{part}/bias", $"{theirs}bias_{letters}{suffix}");
            AddNorm($"{ours}/{part}/norm", $"{theirs}{part}_norm", normalize);
        }
    }

    private void AddHyper(ControllerConfig controller)
    {
        module.Linear($"{ours}/input", $"{theirs}input", bias: false);
        module.Linear($"{ours}/hidden", $"{theirs}hidden", bias: false);
        module.Rename($"{ours}/bias", $"{theirs}bias");
        foreach (string told in (ReadOnlySpan<string>)["scale_input", "scale_hidden", "shift"])
        {
            module.Linear($"{ours}/{told}/embedding", $"{theirs}{told}.embedding", bias: told != "shift");
            module.Rename($"{ours}/{told}/spread", $"{theirs}{told}.spread");
        }

        AddNorm($"{ours}/norm", $"{theirs}norm", controller.Normalize);
        AddLstm($"{ours}/hyper", $"{theirs}hyper.", controller.Hyper.Units, controller.Normalize);
    }

    private void AddNorm(string from, string to, bool normalize)
    {
        if (normalize)
            module.Norm(from, to);
    }
}
