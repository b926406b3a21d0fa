using NeuralMemory.Machines;

namespace NeuralMemory.Experiments;

/// <summary>Machines in words.</summary>
internal static class MachineWords
{
    /// <summary>A machine in words: <c>NTM, LSTM 100, memory 128 × 20</c>.</summary>
    public static string Of(MachineConfig machine) => machine switch
    {
        NtmConfig ntm => $"NTM, {Of(ntm.Controller)}, memory {ntm.Memory.Slots} × {ntm.Memory.Width}{Of(ntm.Heads.Read, ntm.Heads.Write)}",
        SdncConfig sdnc => $"SDNC, {Of(sdnc.Controller)}, memory {sdnc.Memory.Slots} × {sdnc.Memory.Width}{Of(sdnc.Heads, sdnc.Heads)}",
        SamConfig sam => $"SAM, {Of(sam.Controller)}, memory {sam.Memory.Slots} × {sam.Memory.Width}{Of(sam.Heads, sam.Heads)}",
        DncConfig dnc => $"DNC, {Of(dnc.Controller)}, memory {dnc.Memory.Slots} × {dnc.Memory.Width}{Of(dnc.Heads.Read, dnc.Heads.Write)}",
        RecurrentConfig recurrent => Of(Known(recurrent.Kind), recurrent.Units, recurrent.Layers),
        Seq2SeqConfig decoder => $"encoder and decoder, {Of(decoder.Cell.ToString().ToUpperInvariant(), decoder.Units, decoder.Layers)}",
        PerceiverConfig perceiver => $"perceiver, {perceiver.Latents} latents of {perceiver.Width}, {perceiver.Heads} heads",
        ProductKeyConfig keys => $"product keys, {Count(keys.Layers, "layer")} of {Count(keys.Heads, "head")}, width {keys.Width}, "
            + $"{keys.Memory.Keys * keys.Memory.Keys} slots",
        StackConfig stack => $"{stack.Kind}, {Count(stack.Layers, "layer")} of {Count(stack.Heads, "head")}, width {stack.Width}",
        NutmConfig nutm => $"{Of(nutm.Core)}, {Count(nutm.Programs.Count, "program")}",
        StackRnnConfig stack => $"stack RNN, {Of(stack.Controller)}, {Count(stack.Memory.Stacks, "stack")} of "
            + $"{stack.Memory.Slots} × {stack.Memory.Width}",
        TapeRnnConfig tape => $"tape RNN, {Of(tape.Controller)}, {Count(tape.Memory.Tapes, "tape")} of "
            + $"{tape.Memory.Slots} × {tape.Memory.Width}",
        _ => machine.Kind,
    };

    /// <summary>A kind of network in words.</summary>
    private static string Known(string kind) => kind switch
    {
        "lstm" or "gru" or "rnn" => kind.ToUpperInvariant(),
        "hyper-lstm" => "hyper-LSTM",
        "multiplicative-lstm" => "multiplicative LSTM",
        _ => kind,
    };

    private static string Of(ControllerConfig controller) => Of(
        controller.Kind switch
        {
            ControllerKind.Lstm => "LSTM",
            ControllerKind.Gru => "GRU",
            ControllerKind.Rnn => "RNN",
            ControllerKind.FeedForward => "feed-forward",
            ControllerKind.SecondOrder => "second-order",
            ControllerKind.MultiplicativeLstm => "multiplicative LSTM",
            ControllerKind.HyperLstm => "hyper-LSTM",
            _ => "controller",
        },
        controller.Units, controller.Layers);

    private static string Of(string kind, int units, int layers) => layers == 1 ? $"{kind} {units}" : $"{kind} {layers} × {units}";

    /// <summary>The heads, where they are not one of each kind.</summary>
    private static string Of(int readers, int writers) => (readers, writers) == (1, 1) ? ""
        : $", {Count(readers, "read head")}" + (writers == 1 ? "" : $", {Count(writers, "write head")}");

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
