using Microsoft.AspNetCore.Components;

namespace NeuralMemory.Web;

/// <summary>
/// A part of a page that is drawn again only where a parameter is another one: most of the memory page stays as it is from step to step.
/// What it shows must be a function of its parameters and of its own fields.
/// </summary>
public abstract class StillComponent : ComponentBase
{
    private readonly Dictionary<string, object?> _last = [];
    private bool _isOther = true;

    /// <inheritdoc/>
    public override Task SetParametersAsync(ParameterView parameters)
    {
        foreach (ParameterValue parameter in parameters)
        {
            if (_last.TryGetValue(parameter.Name, out object? before) && Equals(before, parameter.Value))
                continue;
            _last[parameter.Name] = parameter.Value;
            _isOther = true;
        }

        if (!_isOther)
            return Task.CompletedTask;
        _isOther = false;
        return base.SetParametersAsync(parameters);
    }
}
