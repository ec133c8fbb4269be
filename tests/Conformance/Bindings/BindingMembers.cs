using System.Reflection;

namespace K8tre.Tests.Conformance.Bindings;

/// <summary>A property of a C# binding under its name on the wire.</summary>
/// <param name="Name">The name.</param>
/// <param name="Required">True if the property is required. Null if C# does not declare it.</param>
/// <param name="Shape">Its type.</param>
internal sealed record BindingMember(string Name, bool? Required, BindingShape Shape);

/// <summary>Reads the properties of a binding's classes from their attributes, which is how the SDK reads them.</summary>
internal static class BindingMembers
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The inputs of an args class, those of its bases among them.</summary>
    public static IReadOnlyList<BindingMember> Inputs(Type args)
    {
        var members = new List<BindingMember>();
        for (var type = args; type is not null; type = type.BaseType)
        {
            members.AddRange(type.GetProperties(Own).Select(property => Input(property, property.PropertyType)).OfType<BindingMember>());
            members.AddRange(type.GetFields(Own).Select(field => Input(field, field.FieldType)).OfType<BindingMember>());
        }

        return members;
    }

    /// <summary>The outputs that a resource class declares by itself.</summary>
    public static IReadOnlyList<BindingMember> Outputs(Type resource)
        => [.. resource.GetProperties(Own).Select(Output).OfType<BindingMember>()];

    /// <summary>The properties of a nested object or a result: those its constructor takes, or the inputs of an args class.</summary>
    public static IReadOnlyList<BindingMember> OfObject(Type type)
    {
        var constructor = type.GetConstructors(Own).SingleOrDefault(one => one.IsDefined(typeof(OutputConstructorAttribute)));
        return constructor is null
            ? Inputs(type)
            : [.. constructor.GetParameters().Select(one => new BindingMember(one.Name!, null, BindingShape.Of(one.ParameterType)))];
    }

    // [Input(name, required, json)]; the attribute keeps what it was given to itself.
    private static BindingMember? Input(MemberInfo member, Type type) => Arguments(member, typeof(InputAttribute)) is { } arguments
        ? new((string)arguments[0].Value!, (bool)arguments[1].Value!, BindingShape.Of(type))
        : null;

    private static BindingMember? Output(PropertyInfo property) => Arguments(property, typeof(OutputAttribute)) is { } arguments
        ? new((string)arguments[0].Value!, null, BindingShape.Of(property.PropertyType))
        : null;

    private static IList<CustomAttributeTypedArgument>? Arguments(MemberInfo member, Type attribute)
        => member.CustomAttributes.SingleOrDefault(data => data.AttributeType == attribute)?.ConstructorArguments;
}
