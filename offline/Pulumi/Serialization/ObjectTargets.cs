using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>A class marked with <see cref="OutputTypeAttribute"/>: its constructor takes the properties.</summary>
internal sealed class ObjectTarget : TargetType
{
    private readonly ConstructorInfo _constructor;
    private readonly (string Name, ParameterInfo Parameter)[] _parameters;

    /// <exception cref="InvalidOperationException">No constructor is marked, and there is not exactly one public one.</exception>
    public ObjectTarget(Type type)
        : base(type)
    {
        _constructor = ConstructorOf(type) ?? throw new InvalidOperationException(
            $"{type.FullName} had [{nameof(OutputTypeAttribute)}], " +
            $"but did not contain constructor marked with [{nameof(OutputConstructorAttribute)}].");
        _parameters = Array.ConvertAll(_constructor.GetParameters(), parameter =>
            (parameter.GetCustomAttribute<OutputConstructorParameterAttribute>()?.Name ?? parameter.Name!, parameter));
    }

    protected override (object? Result, string? Error) ConvertValue(object value, string context, Action<string> warn)
    {
        if (value is not ImmutableDictionary<string, object?> properties)
            return (null, Mismatch(typeof(ImmutableDictionary<string, object>), value, context));

        var arguments = Array.ConvertAll(_parameters, parameter =>
        {
            var place = PlaceOf(parameter.Parameter);
            return Of(parameter.Parameter.ParameterType, place).ConvertOrWarn(properties.GetValueOrDefault(parameter.Name), place, warn);
        });
        return (_constructor.Invoke(arguments), null);
    }

    protected override IEnumerable<(Type Type, string Context)> Parts(string context) =>
        _parameters.Select(parameter => (parameter.Parameter.ParameterType, PlaceOf(parameter.Parameter)));

    private string PlaceOf(ParameterInfo parameter) => $"{Type.FullName}({parameter.Name})";

    private static ConstructorInfo? ConstructorOf(Type type)
    {
        var constructors = type.GetConstructors(BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance);
        return Array.Find(constructors, constructor => constructor.IsDefined(typeof(OutputConstructorAttribute)))
            ?? (type.GetConstructors() is [var only] ? only : null);
    }
}

/// <summary>An interface whose implementation a property names.</summary>
internal sealed class DiscriminatedTarget : TargetType
{
    private readonly string _discriminator;
    private readonly DiscriminatedUnionCaseAttribute[] _cases;

    /// <exception cref="InvalidOperationException">A case does not implement the interface.</exception>
    public DiscriminatedTarget(Type type)
        : base(type)
    {
        _discriminator = type.GetCustomAttribute<DiscriminatedUnionDiscriminatorAttribute>()!.PropertyName;
        _cases = [.. type.GetCustomAttributes<DiscriminatedUnionCaseAttribute>()];
        if (Array.Find(_cases, candidate => !type.IsAssignableFrom(candidate.Type)) is { } wrong)
        {
            throw new InvalidOperationException(
                $"{type.FullName} had [{nameof(DiscriminatedUnionCaseAttribute)}(\"{wrong.Tag}\")] with type {wrong.Type.FullName} " +
                $"that is not assignable to {type.FullName}.");
        }
    }

    protected override (object? Result, string? Error) ConvertValue(object value, string context, Action<string> warn)
    {
        if (value is not ImmutableDictionary<string, object?> properties)
            return (null, Mismatch(typeof(ImmutableDictionary<string, object>), value, context));
        var expected = string.Join(", ", _cases.Select(candidate => candidate.Tag).Order(StringComparer.Ordinal));
        if (properties.GetValueOrDefault(_discriminator) is not string tag)
            return (null, $"missing discriminator property \"{_discriminator}\"; expected one of: {expected} deserializing {context}");

        return Array.Find(_cases, candidate => candidate.Tag == tag) is { } match
            ? Of(match.Type, context).Convert(value, context, warn)
            : (null, $"unknown \"{_discriminator}\" value \"{tag}\"; expected one of: {expected} deserializing {context}");
    }

    protected override IEnumerable<(Type Type, string Context)> Parts(string context) =>
        _cases.Select(candidate => (candidate.Type, $"{Type.FullName}(\"{candidate.Tag}\")"));
}
