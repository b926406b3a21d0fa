using System.Text.Json.Nodes;
using NeuralMemory.Machines;

namespace NeuralMemory.Exports;

/// <summary>
/// The layers of a controller: <c>nn.LSTM</c>, <c>nn.GRU</c> or <c>nn.RNN</c> themselves where they compute the same, and else a list of
/// cells, which are <c>nn.LSTMCell</c>, <c>nn.GRUCell</c>, <c>nn.RNNCell</c>, <c>nn.Linear</c> and <c>nn.Bilinear</c> where they
/// compute the same.
/// </summary>
internal static class ControllerModule
{
    /// <summary>Adds the layers.</summary>
    /// <param name="module">The machine.</param>
    /// <param name="controller">The layers' config.</param>
    /// <param name="ours">What they are called here.</param>
    /// <param name="theirs">What they are called there.</param>
    /// <returns>What the class <c>Layers</c> is made with, besides the width that it sees.</returns>
    public static JsonObject Add(TorchModule module, ControllerConfig controller, string ours, string theirs)
    {
        bool isClipped = controller.CellClip > 0 && HasCells(controller.Kind);
        bool isPlain = !isClipped
            && controller is { Kind: ControllerKind.Lstm or ControllerKind.Gru or ControllerKind.Rnn, Skip: false, Normalize: false };
        bool isLearned = controller.Initial == InitialState.Learned && controller.Kind != ControllerKind.FeedForward;
        module.Set("learned", isLearned);
        JsonObject arguments = new() { ["units"] = controller.Units, ["layers"] = controller.Layers };
        if (isPlain)
        {
            module.Need(controller.Kind == ControllerKind.Lstm ? "layers-lstm" : "layers-hidden");
            (string layers, string units) = controller.Kind == ControllerKind.Gru ? ("GRU", "gated recurrent") : ("RNN", "plain recurrent");
            module.Say("base", layers);
            module.Say("base_units", units);
        }
        else
        {
            module.Set("normalize", controller.Normalize);
            module.SayIf(controller.Skip, "skip", "; the input reaches every layer, and every layer the output");
            module.SayIf(isClipped, "clip", ", cell_clip");
            module.Say("cell", CellClass(controller.Kind));
            module.Say("parts", controller.Normalize ? " Each gate is layer-normalised on its own." : "");
            module.Say("clipped", isClipped ? ", cell_clip" : "");
            NeedCells(module, controller);
            module.Need("layers");
            if (isClipped)
                arguments["cell_clip"] = controller.CellClip;
            if (controller.Kind == ControllerKind.HyperLstm)
                (arguments["hyper_units"], arguments["hyper_embedding"]) = (controller.Hyper.Units, controller.Hyper.Embedding);
        }

        for (int i = 0; i < controller.Layers; i++)
        {
            CellArrays cell = isPlain
                ? new(module, $"{ours}/layer{i}", $"{theirs}.", $"_l{i}")
                : new(module, $"{ours}/layer{i}", $"{theirs}.layers.{i}.", "");
            cell.Add(controller);
            if (isLearned)
                AddStart(module, controller, i, ours, theirs, isPlain);
        }

        return arguments;
    }

    private static void NeedCells(TorchModule module, ControllerConfig controller)
    {
        const string lstm = "cell-lstm";
        switch (controller.Kind)
        {
            case ControllerKind.Lstm:
                module.Set("outer-lstm");
                module.Need(lstm);
                break;
            case ControllerKind.MultiplicativeLstm:
                module.Need(lstm);
                module.Need("cell-multiplicative-lstm");
                break;
            case ControllerKind.HyperLstm:
                module.Set("hyper");
                module.Need(lstm);
                module.Need("cell-hyper-lstm");
                break;
            case ControllerKind.Gru:
                module.Need("cell-gru");
                break;
            case ControllerKind.Rnn:
                module.Need("cell-rnn");
                break;
            case ControllerKind.SecondOrder:
                module.Need("cell-second-order");
                break;
            default:
                module.Need("cell-feed-forward");
                break;
        }
    }

    /// <summary>What is learned of the states before the first step.</summary>
    private static void AddStart(TorchModule module, ControllerConfig controller, int layer, string ours, string theirs, bool isPlain)
    {
        string[] states =
        [
            $"{ours}/initial/hidden{layer}",
            .. HasCells(controller.Kind) ? [$"{ours}/initial/cell{layer}"] : (string[])[],
            .. controller.Kind == ControllerKind.HyperLstm
                ? [$"{ours}/hyper/initial/hidden{layer}", $"{ours}/hyper/initial/cell{layer}"] : (string[])[],
        ];
        for (int i = 0; i < states.Length; i++)
            module.Rename(states[i], isPlain
                ? $"{theirs}.{(i == 0 ? "initial_hidden" : "initial_cell")}.{layer}"
                : $"{theirs}.layers.{layer}.initial.{i}");
    }

    /// <summary>Whether layers of a kind have cells beside their hidden states.</summary>
    public static bool HasCells(ControllerKind kind) =>
        kind is ControllerKind.Lstm or ControllerKind.MultiplicativeLstm or ControllerKind.HyperLstm;

    private static string CellClass(ControllerKind kind) => kind switch
    {
        ControllerKind.Lstm => "LSTMCell",
        ControllerKind.Gru => "GRUCell",
        ControllerKind.Rnn => "RNNCell",
        ControllerKind.SecondOrder => "SecondOrderCell",
        ControllerKind.MultiplicativeLstm => "MultiplicativeLSTMCell",
        ControllerKind.HyperLstm => "HyperLSTMCell",
        _ => "FeedForwardCell",
    };
}
