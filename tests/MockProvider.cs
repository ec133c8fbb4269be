using System.Collections.Immutable;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine.Properties;
using K8tre.Automation.Engine.Providers;

namespace K8tre.Tests;

/// <summary>The simulated provider of the recording engine for the mocks of the SDK, with values that tests can name.</summary>
internal static class MockProvider
{
    /// <summary>Returns the outputs of a resource. Its ARN is <c>arn:</c> and its name.</summary>
    public static ImmutableDictionary<string, object> Create(MockResourceArgs args)
    {
        var inputs = ToStruct(args.Inputs.Where(input => input.Value is not AssetOrArchive));
        var resource = new SimulatedResource(args.Type!, args.Name!, new NamedValues(args.Name!), inputs.Clone());
        SimulatedProvider.AddOutputs(resource, []);
        if (args.Type!.StartsWith("aws:", StringComparison.Ordinal))
            resource.Add("arn", $"arn:{args.Name}");
        if (resource.GetText("stdout") is { } marks)
            resource.Add("stdout", marks.Replace("\n\n", "\noutput of the host\n", StringComparison.Ordinal));
        foreach (var status in resource.GetList("firewallStatuses"))
            status.StructValue.Fields["syncStates"] = Value.ForList([.. Endpoints(status)]);

        var outputs = resource.Outputs.Fields.Where(output => !output.Value.Equals(inputs.Fields.GetValueOrDefault(output.Key)));
        return args.Inputs.SetItems(outputs.Select(output => KeyValuePair.Create(output.Key, ToObject(output.Value))));
    }

    /// <summary>Calls a function.</summary>
    /// <exception cref="NotSupportedException">The function is not simulated.</exception>
    public static ImmutableDictionary<string, object> Call(MockCallArgs args)
    {
        if (!SimulatedFunctions.Contains(args.Token!))
            throw new NotSupportedException($"the function {args.Token} is not simulated; add a row to {nameof(SimulatedFunctions)}");
        return ToObjects(SimulatedFunctions.Call(args.Token!, ToStruct(args.Args)));
    }

    // The endpoints of a firewall, named after their subnets. AWS returns them in any order.
    private static IEnumerable<Value> Endpoints(Value status)
    {
        foreach (var state in status.StructValue.Fields["syncStates"].ListValue.Values.Reverse())
        {
            var attachment = state.StructValue.Fields["attachments"].ListValue.Values[0].StructValue;
            attachment.Fields["endpointId"] = Value.ForString($"vpce-{attachment.Fields["subnetId"].StringValue}");
            yield return state;
        }
    }

    private static Struct ToStruct(IEnumerable<KeyValuePair<string, object>> properties)
        => Struct.Parser.ParseJson(Json.Of(properties.ToImmutableDictionary())!.ToJsonString());

    private static ImmutableDictionary<string, object> ToObjects(Struct properties)
        => properties.Fields.ToImmutableDictionary(field => field.Key, field => ToObject(field.Value));

    private static object ToObject(Value value)
    {
        var plain = WireValue.Unwrap(value);
        return plain.KindCase switch
        {
            Value.KindOneofCase.StringValue => plain.StringValue,
            Value.KindOneofCase.BoolValue => plain.BoolValue,
            Value.KindOneofCase.NumberValue => plain.NumberValue,
            Value.KindOneofCase.ListValue => plain.ListValue.Values.Select(ToObject).ToImmutableArray(),
            Value.KindOneofCase.StructValue => ToObjects(plain.StructValue),
            _ => throw new NotSupportedException($"no value of a mock is {plain.KindCase}"),
        };
    }

    /// <summary>Values that consist of the name of the resource and the purpose. Bytes are the purpose alone.</summary>
    private sealed class NamedValues(string name) : ISimulatedValues
    {
        public string PhysicalName(string resource) => resource;

        public byte[] Bytes(string purpose, int count) => Encoding.UTF8.GetBytes(purpose);

        public string Hex(string purpose, int digits) => Of(purpose);

        public string Text(string purpose, int length, string alphabet) => Of(purpose);

        public string Uuid(string purpose) => Of(purpose);

        private string Of(string purpose) => $"{name}-{purpose.Replace(' ', '-')}";
    }
}
