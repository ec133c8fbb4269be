using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine.Rpc;

namespace K8tre.Automation.Engine;

/// <summary>The engine function that reads a registered resource by its URN. SDKs call it for resource references.</summary>
internal static class ResourceLookup
{
    /// <summary>Token of the function.</summary>
    public const string Token = "pulumi:pulumi:getResource";

    /// <summary>Returns the URN, id, provider and state of a resource.</summary>
    /// <exception cref="RpcException">The resource is not registered.</exception>
    public static Struct Find(Struct args, Recording recording)
    {
        var urn = args.Fields.TryGetValue("urn", out var value) ? value.StringValue : "";
        if (!recording.TryGet(urn, out var resource))
            throw new RpcException(RpcStatus.NotFound, $"unknown resource {urn}");

        return new()
        {
            Fields =
            {
                ["urn"] = Value.ForString(urn),
                ["id"] = Value.ForString(resource.Plan.Id ?? ""),
                ["provider"] = Value.ForString(resource.Provider),
                ["state"] = Value.ForStruct(resource.State),
            },
        };
    }
}
