using System.Reflection;
using System.Runtime.CompilerServices;

namespace NeuralMemory.PublicApi.Tests;

/// <summary>Properties and indexers as C# writes them.</summary>
internal static class PropertyText
{
    /// <summary>A property with those of its accessors that are offered.</summary>
    public static string Of(PropertyInfo property, Func<MethodInfo, bool> isOffered)
    {
        MethodInfo[] accessors = [.. property.GetAccessors(nonPublic: true).Where(isOffered)];
        MethodInfo widest = accessors.FirstOrDefault(each => each.IsPublic) ?? accessors[0];
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        string type = TypeText.Of(property.PropertyType, new NullabilityInfoContext().Create(property));
        string byRef = property.PropertyType.IsByRef ? "ref " : "";
        string[] indices = [.. property.GetIndexParameters().Select(each => MethodText.Of(each))];
        string name = indices.Length > 0 ? $"this[{string.Join(", ", indices)}]" : property.Name;
        IEnumerable<string> parts = accessors.Select(each => $"{(each.IsPublic == widest.IsPublic ? "" : "protected ")}{Kind(each)};");
        return $"{MethodText.Access(widest)}{required}{MethodText.Modifiers(widest)}{byRef}{type} {name} {{ {string.Join(' ', parts)} }}";
    }

    private static string Kind(MethodInfo accessor) => accessor.ReturnType != typeof(void) ? "get"
        : accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init" : "set";
}
