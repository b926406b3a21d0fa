using System.Runtime.InteropServices;
using NeuralMemory.Autodiff;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>Calls somebody's module: what it throws, and what it returns that it must not, becomes a sentence.</summary>
/// <param name="name">What messages call the module.</param>
internal sealed class ModuleCalls(string name)
{
    /// <summary>What messages call it.</summary>
    public string Name => name;

    /// <summary>The beginning of every sentence.</summary>
    public string Module => $"the module '{name}'";

    /// <summary>Calls a method of the module.</summary>
    /// <param name="method">Its name.</param>
    /// <param name="step">The time-step; null where all are meant.</param>
    /// <param name="device">Where it computes.</param>
    /// <param name="call">Calls it.</param>
    /// <exception cref="EngineException">It failed, or returned null.</exception>
    public T Call<T>(string method, int? step, torch.Device device, Func<T> call)
    {
        string place = $"{method}{(step is { } at ? $" at time-step {at}" : "")}";
        try
        {
            return call() ?? throw new EngineException($"{Module} returned null from {place}");
        }
        catch (ExternalException error)
        {
            if (TorchErrors.Translate(error, device.ToString()) is TorchMemoryException memory)
                throw memory;
            throw new EngineException($"{Module} failed in {place}: {FirstLine(error)}", error);
        }
        catch (Exception error) when (error is not (EngineException or OutOfMemoryException))
        {
            throw new EngineException($"{Module} failed in {place}: {FirstLine(error)} ({error.GetType().Name})", error);
        }
    }

    /// <summary>Refuses a tensor of another shape, type or device.</summary>
    /// <param name="tensor">What the module gave.</param>
    /// <param name="what">What it is, such as <c>logits</c>.</param>
    /// <param name="dimensions">What was expected; -1 for any.</param>
    /// <param name="meaning">The same in letters: <c>[B, O]</c>.</param>
    /// <param name="device">Where it has to be.</param>
    public void Expect(Tensor? tensor, string what, ReadOnlySpan<long> dimensions, string meaning, torch.Device device)
    {
        if (tensor is null)
            throw new EngineException($"{Module} returned null for {what}");
        long[] shape = tensor.shape;
        bool fits = shape.Length == dimensions.Length;
        for (int i = 0; fits && i < shape.Length; i++)
            fits = dimensions[i] < 0 ? shape[i] > 0 : shape[i] == dimensions[i];
        if (!fits)
            throw new EngineException(
                $"{Module} returned {Text(shape)} for {what}, expected {meaning} = {Text(dimensions)}");
        if (tensor.dtype != Precision.Type)
            throw new EngineException($"{Module} returned numbers of the type {tensor.dtype} for {what}, expected {Precision.Type}");
        if (tensor.device_type != device.type)
            throw new EngineException(
                $"{Module} returned {what} on '{tensor.device_type.ToString().ToLowerInvariant()}', expected '{device}': "
                + "make tensors on the device of the inputs");
    }

    /// <summary>Refuses logits that nothing can be learned from.</summary>
    public void ExpectGradient(Tensor logits)
    {
        if (!logits.requires_grad)
            throw new EngineException(
                $"{Module} returned logits without a gradient, so that nothing of it can be trained: are they detached, or made under "
                + "no_grad?");
    }

    /// <summary>The first line of what an exception says, as the end of a sentence.</summary>
    public static string FirstLine(Exception error) => error.Message.Split('\n')[0].Trim();

    /// <summary>Dimensions as messages show them.</summary>
    public static string Text(ReadOnlySpan<long> dimensions) =>
        $"[{string.Join(", ", dimensions.ToArray().Select(dimension => dimension < 0 ? "..." : $"{dimension}"))}]";
}
